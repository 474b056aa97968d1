import { type MarkedToken, type Token, type Tokens, Lexer } from 'marked'
import { createElement, Fragment, memo, type ReactNode, useState } from 'react'
import { safeUrl } from '../internal/safe-url.js'

/** Set below the headings of the page. */
const HEADING_LEVEL = 3
/** What is nested deeper is shown as it was written: nothing that is read needs more. */
const MAX_DEPTH = 20
/** Two or three are an element. Blocks beyond these are shown as they were written. */
const MAX_PARTS = 10_000
/** Models write these; a browser would decode them in HTML. */
const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
}

/** Markdown in GitHub's dialect as elements. HTML in it is text, images are links: a model's text must not load or run anything. */
export function Markdown({ text }: { text: string }) {
  const [readBlocks] = useState(createBlockReader)
  const blocks = readBlocks(text)
  const setCount = blocksToSet(blocks)
  return (
    <div data-mr-markdown="">
      {blocks.map((token, index) => (
        <Block key={index} token={token} isSet={index < setCount} />
      ))}
    </div>
  )
}

/** How many blocks, from the first on, are no burden for the page. */
function blocksToSet(blocks: readonly Token[]): number {
  let left = MAX_PARTS
  const end = blocks.findIndex((block) => {
    left -= partCount(block, left + 1)
    return left < 0
  })
  return end < 0 ? blocks.length : end
}

/** Objects in a block, itself included: tokens and the lists they stand in. No more than `most` are counted. */
function partCount(block: Token, most: number): number {
  const queue: object[] = [block]
  for (let index = 0; index < queue.length && queue.length < most; index += 1) {
    for (const inner of Object.values(queue[index] ?? {}) as unknown[])
      if (typeof inner === 'object' && inner !== null) queue.push(inner)
  }
  return queue.length
}

/** Rendered again only where its token is another one. */
const Block = memo(function Block({ token, isSet }: { token: Token; isSet: boolean }) {
  return isSet ? nodeOf(token as MarkedToken, { depth: 1 }) : <p style={AS_WRITTEN}>{token.raw}</p>
})

const AS_WRITTEN = { whiteSpace: 'pre-wrap' } as const

interface Around {
  depth: number
  /** Links hold no links. */
  isLink?: boolean
}

function nodesOf(tokens: readonly Token[], { depth, isLink }: Around): ReactNode[] {
  const inner = { depth: depth + 1, isLink }
  return tokens.map((token, index) => (
    <Fragment key={index}>{depth > MAX_DEPTH ? token.raw : nodeOf(token as MarkedToken, inner)}</Fragment>
  ))
}

function nodeOf(token: MarkedToken, inner: Around): ReactNode {
  switch (token.type) {
    case 'space':
    case 'def':
      return null
    case 'paragraph':
      return <p>{nodesOf(token.tokens, inner)}</p>
    case 'heading':
      // Not a heading of the page: a model's text must not change its outline.
      return createElement(
        'p',
        { 'data-mr-heading': Math.min(6, HEADING_LEVEL + token.depth - 1) },
        <strong>{nodesOf(token.tokens, inner)}</strong>,
      )
    case 'code':
      return (
        <pre dir="ltr" data-mr-look="well">
          <code data-mr-look="mono">{token.text}</code>
        </pre>
      )
    case 'blockquote':
      return <blockquote>{nodesOf(token.tokens, inner)}</blockquote>
    case 'list':
      return createElement(
        token.ordered ? 'ol' : 'ul',
        token.ordered && token.start !== 1 ? { start: token.start } : undefined,
        nodesOf(token.items, inner),
      )
    case 'list_item':
      return <li>{nodesOf(token.tokens, inner)}</li>
    case 'checkbox':
      return token.checked ? '☑ ' : '☐ '
    case 'table':
      return <Table table={token} inner={inner} />
    case 'hr':
      return <hr />
    case 'br':
      return <br />
    case 'strong':
    case 'em':
    case 'del':
      return createElement(token.type, undefined, nodesOf(token.tokens, inner))
    case 'codespan':
      return <code data-mr-look="mono">{token.text}</code>
    case 'link':
    case 'image':
      return link(token, inner)
    case 'html':
      // The line break in a table's cell.
      return /^<br ?\/?>$/i.test(token.raw) ? <br /> : token.raw
    case 'escape':
      return token.text
    case 'text':
      return token.tokens ? nodesOf(token.tokens, inner) : decoded(token.text)
  }
}

function link(token: Tokens.Link | Tokens.Image, inner: Around): ReactNode {
  const url = safeUrl(token.href)
  if (url === undefined) return token.raw
  const label = token.type === 'link' ? nodesOf(token.tokens, { ...inner, isLink: true }) : token.text || url
  return inner.isLink ? (
    label
  ) : (
    <a href={url} target="_blank" rel="noopener noreferrer">
      {label}
    </a>
  )
}

function Table({ table: { header, rows }, inner }: { table: Tokens.Table; inner: Around }) {
  return (
    // A wide one scrolls, also by keyboard.
    <div data-mr-table="" tabIndex={0}>
      <table cellSpacing={0}>
        <thead>
          <tr>
            {header.map(({ tokens, align }, index) => (
              <th key={index} scope="col" style={alignment(align)}>
                {nodesOf(tokens, inner)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells, row) => (
            <tr key={row}>
              {cells.map(({ tokens, align }, index) => (
                <td key={index} style={alignment(align)}>
                  {nodesOf(tokens, inner)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** As in the text: `:--` is where lines start, in either direction of writing. */
function alignment(align: Tokens.TableCell['align']) {
  if (!align) return undefined
  return { textAlign: align === 'center' ? align : align === 'left' ? 'start' : 'end' } as const
}

/** Character references, which the lexer leaves to HTML. Unknown ones stay as they were written. */
function decoded(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,4}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return ENTITIES[name] ?? whole
    const code = decimal === undefined ? parseInt(hex, 16) : Number(decimal)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}

/**
 * Reads the blocks of a text that grows, as an answer does while it is written: what stands before its last block is
 * not read again and keeps its identity. More text changes that one alone.
 */
export function createBlockReader(): (text: string) => readonly Token[] {
  let before: { text: string; tokens: readonly Token[] } = { text: '', tokens: [] }

  function tokensOf(text: string): readonly Token[] {
    const settled = text.startsWith(before.text) ? settledBlocks(before.tokens) : []
    const read = settled.map(({ raw }) => raw).join('')
    // The lexer normalizes line ends and tabs: then a token does not say how much it was read from.
    if (!read || !text.startsWith(read)) return lex(text)
    const rest = lex(text.slice(read.length))
    // A definition gives its address to links above and below it.
    return rest.some(isDefinition) || settled.some(isDefinition) ? lex(text) : [...settled, ...rest]
  }

  return (text) => {
    if (text !== before.text) before = { text, tokens: tokensOf(text) }
    return before.tokens
  }
}

function settledBlocks(tokens: readonly Token[]): readonly Token[] {
  const last = tokens.findLastIndex(({ type }) => type !== 'space')
  return tokens.slice(0, Math.max(0, last))
}

const isDefinition = ({ type }: Token) => type === 'def'

// Emphasis and links are found by trying each place against those after it: a longer line takes seconds.
const MAX_INLINE_CHARACTERS = 10_000

class BoundedLexer extends Lexer {
  override inlineTokens(text: string, tokens: Token[] = []): Token[] {
    if (text.length <= MAX_INLINE_CHARACTERS) return super.inlineTokens(text, tokens)
    tokens.push({ type: 'text', raw: text, text })
    return tokens
  }
}

function lex(text: string): readonly Token[] {
  try {
    return new BoundedLexer({ gfm: true, breaks: true }).lex(text)
  } catch {
    // Nested deeper than the stack.
    return [{ type: 'text', raw: text, text }]
  }
}
