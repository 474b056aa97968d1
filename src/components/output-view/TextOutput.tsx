import { lazy, Suspense, useState } from 'react'
import { enCopy } from '../../messages/english/en-actions.js'
import { enOutput } from '../../messages/english/en-output.js'
import { useAreaMessages } from '../internal/use-area-messages.js'
import { cutText } from '../internal/cut-text.js'
import { Part } from './parts.js'
import { Announcer } from '../internal/Announcer.js'
import { Icon } from '../internal/Icon.js'
import * as commonIcons from '../internal/icons/common-icons.js'

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

/** Copies a text, made when it is asked for, and says so until the pointer or the focus leaves. */
export function CopyButton({ text }: { text: () => string }) {
  const messages = useAreaMessages(enCopy)
  const [state, setState] = useState<'idle' | 'copied'>('idle')

  async function copy() {
    try {
      await navigator.clipboard.writeText(text())
      setState('copied')
    } catch {
      // Not allowed on this page: the text is there to be selected by hand.
    }
  }

  return (
    <>
      <Part
        part="copy"
        as="button"
        type="button"
        look="button small"
        state={state}
        onClick={() => void copy()}
        onBlur={() => setState('idle')}
        onPointerLeave={() => setState('idle')}
      >
        <Icon path={state === 'copied' ? commonIcons.check : commonIcons.copy} />
        {state === 'copied' ? messages.outputCopied : messages.outputCopy}
      </Part>
      <Announcer message={state === 'copied' ? messages.outputCopied : ''} />
    </>
  )
}

/** Fetches it; also before there is a text. */
export const preloadMarkdown = () =>
  import('./Markdown.js').then(
    ({ Markdown }) => ({ default: Markdown }),
    // It cannot be fetched: the text can be read as it is.
    () => ({ default: ({ text }: { text: string }) => <>{text}</> }),
  )

const Loaded = lazy(preloadMarkdown)

/** A text in Markdown; as it was written until the code that sets it is there. */
export function LazyMarkdown({ text }: { text: string }) {
  return (
    <Suspense fallback={text}>
      <Loaded text={text} />
    </Suspense>
  )
}
