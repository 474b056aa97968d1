import { enOutput } from '../../messages/english/en-output.js'
import { useAreaMessages } from '../internal/use-area-messages.js'
import { CopyButton } from './CopyButton.js'
import { cutText } from '../internal/cut-text.js'
import { LazyMarkdown } from './LazyMarkdown.js'
import { Part } from './parts.js'

// More than this at once makes the page slow; the copy button has all of it.
const MAX_SHOWN_CHARACTERS = 200_000
const MAX_SHOWN_LINES = 10_000

/** So many marks on one letter are no writing, and take the browser seconds to set. */
const MARKS = /(\p{M}{32})\p{M}+/gu

/** A longer one is shown as it was written: setting it would block the page. */
const MAX_MARKDOWN_CHARACTERS = 50_000

/** Signs that a text was written as Markdown: a heading, a list, a fence, emphasis, a link. */
const MARKDOWN = /^(?:#{1,6} \S|[-*] \S|\d+\. \S|```|\|.+\|$)|\*\*\S|\[[^[\]\n]+\]\(https?:/m

function isMarkdown(text: string): boolean {
  return text.length <= MAX_MARKDOWN_CHARACTERS && MARKDOWN.test(text)
}

function showable(text: string): string {
  const cut = cutText(text, MAX_SHOWN_CHARACTERS).replace(MARKS, '$1')
  const lines = cut.split('\n', MAX_SHOWN_LINES + 1)
  return lines.length > MAX_SHOWN_LINES ? `${lines.slice(0, MAX_SHOWN_LINES).join('\n')}…` : cut
}

interface TextOutputProps {
  text: string
  caption?: string
  /** The only one in its output: then it is a landmark. Several would be landmarks of the same name. @default true */
  isOne?: boolean
}

/** A text as it is, never as HTML; Markdown is set as it is meant. Long ones scroll, also by keyboard. */
export function TextOutput({ text, caption, isOne = true }: TextOutputProps) {
  const messages = useAreaMessages(enOutput)
  const shown = showable(text)
  return (
    <Part part="item" look="stack" data-kind="text">
      {caption && (
        <Part part="caption" as="span" look="label">
          {caption}
        </Part>
      )}
      <Part
        part="text"
        look="well"
        role={isOne ? 'region' : 'group'}
        aria-label={caption ?? messages.outputText}
        tabIndex={0}
        dir="auto"
      >
        {isMarkdown(shown) ? <LazyMarkdown text={shown} /> : shown}
      </Part>
      <Part part="actions" look="row">
        <CopyButton text={() => text} />
      </Part>
    </Part>
  )
}
