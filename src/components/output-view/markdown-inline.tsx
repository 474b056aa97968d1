import type { ReactNode } from 'react'
import { safeUrl } from '../internal/safe-url.js'

/** Code, bold, emphasis, strikethrough, links, addresses. No nesting but within the first two; each alternative is linear. */
const INLINE =
  /`([^`\n]+)`|\*\*\*?([^\s*](?:[^*\n]*[^\s*])?)\*\*\*?|(?<![\w*])\*(\S(?:[^*\n]*\S)?)\*(?![\w*])|(?<!\w)_(\S(?:[^_\n]*\S)?)_(?!\w)|~~(\S(?:[^~\n]*\S)?)~~|!?\[([^[\]\n]+)\]\(([^)\s]+)\)|(https?:\/\/[^\s<>()"'`*]*[^\s<>()"'`*.,;:!?])|\\([\\`*_[\]()#|~>+.!-])/g

/** The marks within one line as elements. Images are links: a model's text must not load anything. */
export function inline(text: string): ReactNode[] {
  const nodes: ReactNode[] = []
  let from = 0
  for (const match of text.matchAll(INLINE)) {
    const [whole, code, bold, starred, underlined, struck, label, link, address, escaped] = match
    if (match.index > from) nodes.push(text.slice(from, match.index))
    const key = nodes.length
    const emphasis = starred ?? underlined
    const url = safeUrl(link ?? address)
    if (code !== undefined)
      nodes.push(
        <code key={key} data-mr-look="mono">
          {code}
        </code>,
      )
    else if (bold !== undefined) nodes.push(<strong key={key}>{inline(bold)}</strong>)
    else if (emphasis !== undefined) nodes.push(<em key={key}>{emphasis}</em>)
    else if (struck !== undefined) nodes.push(<del key={key}>{struck}</del>)
    else if (url !== undefined)
      nodes.push(
        <a key={key} href={url} target="_blank" rel="noopener noreferrer">
          {label ?? address}
        </a>,
      )
    else nodes.push(escaped ?? whole)
    from = match.index + whole.length
  }
  if (from < text.length) nodes.push(text.slice(from))
  return nodes
}
