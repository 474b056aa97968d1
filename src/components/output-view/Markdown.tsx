import { createElement, Fragment, type ReactNode } from 'react'
import { safeUrl } from '../internal/safe-url.js'

/** Inline code, bold, emphasis, links. No nesting but within bold. */
const INLINE =
  /`([^`\n]+)`|\*\*(\S(?:[^*\n]*\S)?)\*\*|(?<![\w*])\*(\S(?:[^*\n]*\S)?)\*(?![\w*])|\[([^\]\n]+)\]\(([^)\s]+)\)/g

/** Set below the headings of the page. */
const HEADING_LEVEL = 3

/**
 * Markdown as elements: headings, lists, fences, rules, quotes, bold, emphasis, code, links to http(s). HTML in it is text.
 * Read line by line, so that its cost grows with its length alone.
 */
export function Markdown({ text }: { text: string }) {
  return <div data-mr-markdown="">{blocksOf(text.split('\n'))}</div>
}

function blocksOf(lines: readonly string[]): ReactNode[] {
  const blocks: ReactNode[] = []
  for (let at = 0; at < lines.length;) {
    const line = lines[at] ?? ''
    const key = blocks.length
    const heading = /^(#{1,6}) +(.*)$/.exec(line)
    const item = itemOf(line)
    if (/^\s*```/.test(line)) {
      const end = lines.findIndex((next, index) => index > at && /^\s*```\s*$/.test(next))
      const stop = end < 0 ? lines.length : end
      blocks.push(
        <pre key={key} dir="ltr">
          <code>{lines.slice(at + 1, stop).join('\n')}</code>
        </pre>,
      )
      at = stop + 1
    } else if (heading) {
      const level = Math.min(6, HEADING_LEVEL + (heading[1]?.length ?? 1) - 1)
      // Not a heading of the page: a model's text must not change its outline.
      blocks.push(
        createElement('p', { key, 'data-mr-heading': level }, <strong>{inline(heading[2] ?? '')}</strong>),
      )
      at += 1
    } else if (item) {
      const items: string[] = []
      const kind = item.tag
      for (; at < lines.length; at += 1) {
        const next = itemOf(lines[at] ?? '')
        if (next?.tag === kind) items.push(next.text)
        else if (/^\s{2,}\S/.test(lines[at] ?? ''))
          items.push(`${items.pop() ?? ''} ${(lines[at] ?? '').trim()}`)
        else break
      }
      blocks.push(
        createElement(
          kind,
          { key, ...(kind === 'ol' && item.start !== 1 ? { start: item.start } : undefined) },
          items.map((entry, index) => <li key={index}>{inline(entry)}</li>),
        ),
      )
    } else if (/^\s*(?:-{3,}|\*{3,})\s*$/.test(line)) {
      blocks.push(<hr key={key} />)
      at += 1
    } else if (line.trim() === '') {
      at += 1
    } else {
      const from = at
      for (; at < lines.length && !startsBlock(lines[at] ?? '', at > from);) at += 1
      const paragraph = lines.slice(from, at).map((each) => each.replace(/^> ?/, ''))
      blocks.push(
        createElement(
          line.startsWith('>') ? 'blockquote' : 'p',
          { key },
          paragraph.map((each, index) => (
            <Fragment key={index}>
              {index > 0 && <br />}
              {inline(each)}
            </Fragment>
          )),
        ),
      )
    }
  }
  return blocks
}

function startsBlock(line: string, isLater: boolean): boolean {
  return isLater && (line.trim() === '' || /^#{1,6} |^\s*```/.test(line) || itemOf(line) !== undefined)
}

function itemOf(line: string): { tag: 'ul' | 'ol'; text: string; start: number } | undefined {
  const [, bullet] = /^ {0,3}[-*+] +(.*)$/.exec(line) ?? []
  if (bullet !== undefined) return { tag: 'ul', text: bullet, start: 1 }
  const [, number, text] = /^ {0,3}(\d{1,9})[.)] +(.*)$/.exec(line) ?? []
  return text === undefined ? undefined : { tag: 'ol', text, start: Number(number) }
}

function inline(text: string): ReactNode[] {
  const nodes: ReactNode[] = []
  let from = 0
  for (const match of text.matchAll(INLINE)) {
    const [whole, code, bold, emphasis, label, link] = match
    if (match.index > from) nodes.push(text.slice(from, match.index))
    const key = nodes.length
    const url = safeUrl(link)
    if (code !== undefined) nodes.push(<code key={key}>{code}</code>)
    else if (bold !== undefined) nodes.push(<strong key={key}>{inline(bold)}</strong>)
    else if (emphasis !== undefined) nodes.push(<em key={key}>{emphasis}</em>)
    else if (url !== undefined)
      nodes.push(
        <a key={key} href={url} target="_blank" rel="noopener noreferrer">
          {label}
        </a>,
      )
    else nodes.push(whole)
    from = match.index + whole.length
  }
  if (from < text.length) nodes.push(text.slice(from))
  return nodes
}
