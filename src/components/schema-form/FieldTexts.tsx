import { Fragment, type ReactNode } from 'react'
import { safeUrl } from '../internal/safe-url.js'
import { Part } from './parts.js'

// Longer ones are a page of their own; they are cut at a word.
const MAX_LENGTH = 600
const LINK =
  /\[([^\]\n]{1,200})\]\((https?:\/\/[^\s)]{1,500})\)|(https?:\/\/[^\s<>()"'`]{1,500}[^\s<>()"'`.,;:!?])/g

/** A description from the network, perhaps in Markdown, as plain text with links. */
export function DescriptionText({ text }: { text: string }): ReactNode {
  const plain = plainText(text)
  const parts: ReactNode[] = []
  let end = 0
  for (const match of plain.matchAll(LINK)) {
    const url = match[2] ?? match[3] ?? ''
    parts.push(plain.slice(end, match.index), <Link key={match.index} url={url} label={match[1] ?? url} />)
    end = match.index + match[0].length
  }
  return (
    <>
      {parts.map((part, index) => (
        <Fragment key={index}>{part}</Fragment>
      ))}
      {plain.slice(end)}
    </>
  )
}

function Link({ url, label }: { url: string; label: string }) {
  const href = safeUrl(url)
  return href ? (
    <Part part="link" as="a" href={href} target="_blank" rel="noopener noreferrer">
      {label}
    </Part>
  ) : (
    label
  )
}

/** Without the marks of Markdown and HTML; links stay as `[label](url)`. */
export function plainText(text: string): string {
  const short =
    text.length > MAX_LENGTH ? `${text.slice(0, text.lastIndexOf(' ', MAX_LENGTH) || MAX_LENGTH)}…` : text
  return short
    .replace(/<\/?[a-z][^<>]{0,200}>/gi, ' ')
    .replace(/!\[[^\]\n]{0,200}\]\([^)\s]{0,500}\)/g, '')
    .replace(/^[ \t]{0,8}(?:#{1,6}|>|[-*+]|\d{1,3}\.)[ \t]+/gm, '')
    .replace(/(\*\*|__)(?=\S)([^*_\n]{1,400})\1/g, '$2')
    .replace(/(^|[\s(])[*_](?=\S)([^*_\n]{1,200})[*_](?=$|[\s).,;:!?])/gm, '$1$2')
    .replace(/`{1,3}([^`\n]{1,400})`{1,3}/g, '$1')
    .replace(/[ \t]*\n\s*\n?[ \t]*/g, ' ')
    .trim()
}

/** What is wrong, one sentence after the other. Some come from a server, in another direction than the page's. */
export function ProblemTexts({ texts }: { texts: readonly string[] }) {
  return texts.map((text, index) => (
    <Fragment key={text}>
      {index > 0 && ' '}
      <bdi>{text}</bdi>
    </Fragment>
  ))
}
