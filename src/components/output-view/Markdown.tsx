import { createElement, Fragment, type ReactNode } from 'react'
import { inline } from './markdown-inline.js'
import { cellsOf, isDelimiterRow } from './markdown-table.js'

/** Set below the headings of the page. */
const HEADING_LEVEL = 3
/** Lists and quotes deeper than this are set as text: nothing that is read needs more, and each level reads its lines again. */
const MAX_DEPTH = 6

const FENCE = /^\s*(```|~~~)/
const HEADING = /^(#{1,6}) +(.*)$/
const RULE = /^ {0,3}(?:-{3,}|\*{3,}|_{3,})\s*$/
const QUOTE = /^ {0,3}> ?/

/**
 * Markdown as elements: headings, lists, tables, fences, rules, quotes, bold, emphasis, strikethrough, code, links to http(s).
 * HTML in it is text. Read line by line, so that its cost grows with its length alone.
 */
export function Markdown({ text }: { text: string }) {
  return <div data-mr-markdown="">{blocksOf(text.split('\n'), 0)}</div>
}

function blocksOf(lines: readonly string[], depth: number): ReactNode[] {
  const blocks: ReactNode[] = []
  for (let at = 0; at < lines.length;) {
    const line = lines[at] ?? ''
    if (line.trim() === '') at += 1
    else {
      const read = readFence(lines, at) ?? readTable(lines, at) ?? readNested(lines, at, depth)
      const { node, end } = read ?? readLine(line, at) ?? readParagraph(lines, at)
      blocks.push(<Fragment key={blocks.length}>{node}</Fragment>)
      at = end
    }
  }
  return blocks
}

/** A block, and the line behind it. */
interface Read {
  node: ReactNode
  end: number
}

function readFence(lines: readonly string[], at: number): Read | undefined {
  const mark = FENCE.exec(lines[at] ?? '')?.[1]
  if (mark === undefined) return undefined
  let end = at + 1
  while (end < lines.length && lines[end]?.trim() !== mark) end += 1
  const code = lines.slice(at + 1, end).join('\n')
  return {
    node: (
      <pre dir="ltr">
        <code data-mr-look="mono">{code}</code>
      </pre>
    ),
    end: end + 1,
  }
}

function readLine(line: string, at: number): Read | undefined {
  const [, marks, title] = HEADING.exec(line) ?? []
  if (marks !== undefined) {
    const level = Math.min(6, HEADING_LEVEL + marks.length - 1)
    // Not a heading of the page: a model's text must not change its outline.
    const node = createElement('p', { 'data-mr-heading': level }, <strong>{inline(title ?? '')}</strong>)
    return { node, end: at + 1 }
  }
  return RULE.test(line) ? { node: <hr />, end: at + 1 } : undefined
}

function readTable(lines: readonly string[], at: number): Read | undefined {
  if (!startsTable(lines, at)) return undefined
  const head = cellsOf(lines[at] ?? '')
  let end = at + 2
  while (lines[end]?.includes('|')) end += 1
  const rows = lines.slice(at + 2, end).map(cellsOf)
  return {
    node: (
      // A wide one scrolls, also by keyboard.
      <div data-mr-table="" tabIndex={0}>
        <table cellSpacing={0}>
          <thead>
            <tr>
              {head.map((cell, index) => (
                <th key={index} scope="col">
                  {inline(cell)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((cells, row) => (
              <tr key={row}>
                {head.map((_, index) => (
                  <td key={index}>{inline(cells[index] ?? '')}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    ),
    end,
  }
}

/** Lists and quotes: what holds blocks. */
function readNested(lines: readonly string[], at: number, depth: number): Read | undefined {
  if (depth >= MAX_DEPTH) return undefined
  if (QUOTE.test(lines[at] ?? '')) {
    let end = at + 1
    while (QUOTE.test(lines[end] ?? '')) end += 1
    const quoted = lines.slice(at, end).map((line) => line.replace(QUOTE, ''))
    return { node: <blockquote>{blocksOf(quoted, depth + 1)}</blockquote>, end }
  }
  const first = itemOf(lines[at] ?? '')
  if (!first) return undefined
  const items: ReactNode[] = []
  let end = at
  for (let item: Item | undefined = first; item?.tag === first.tag; item = itemOf(lines[end] ?? '')) {
    const from = end
    end = endOfItem(lines, from, item.indent)
    const { text, indent } = item
    const rest = lines.slice(from + 1, end).map((line) => unindented(line, indent))
    items.push(
      <li key={items.length}>{rest.length > 0 ? blocksOf([text, ...rest], depth + 1) : inline(text)}</li>,
    )
  }
  const start = first.tag === 'ol' && first.start !== 1 ? { start: first.start } : undefined
  return { node: createElement(first.tag, start, items), end }
}

/** The line behind an item: what is indented belongs to it, also behind a blank line. */
function endOfItem(lines: readonly string[], at: number, indent: number): number {
  let end = at + 1
  while (end < lines.length) {
    let next = end
    while (next < lines.length && lines[next]?.trim() === '') next += 1
    const line = lines[next] ?? ''
    // Two spaces are what models write, whatever the width of the marker.
    if (next === lines.length || indentOf(line) < Math.min(indent, 2)) return end
    end = next + 1
  }
  return end
}

function readParagraph(lines: readonly string[], at: number): Read {
  let end = at + 1
  while (end < lines.length && !startsBlock(lines[end] ?? '') && !startsTable(lines, end)) end += 1
  const paragraph = lines.slice(at, end).map((line, index) => (
    <Fragment key={index}>
      {index > 0 && <br />}
      {inline(line)}
    </Fragment>
  ))
  return { node: <p>{paragraph}</p>, end }
}

function startsBlock(line: string): boolean {
  return (
    line.trim() === '' ||
    [FENCE, HEADING, QUOTE, RULE].some((start) => start.test(line)) ||
    itemOf(line) !== undefined
  )
}

function startsTable(lines: readonly string[], at: number): boolean {
  return (lines[at]?.includes('|') ?? false) && isDelimiterRow(lines[at + 1] ?? '')
}

interface Item {
  tag: 'ul' | 'ol'
  text: string
  start: number
  /** Where its text begins; what belongs to it is indented so far, or by two. */
  indent: number
}

function itemOf(line: string): Item | undefined {
  const [, marker, number, text] = /^( {0,3}(?:[-*+]|(\d{1,9})[.)]) +)(.*)$/.exec(line) ?? []
  if (marker === undefined || text === undefined) return undefined
  const indent = marker.length
  return number === undefined
    ? { tag: 'ul', text, start: 1, indent }
    : { tag: 'ol', text, start: Number(number), indent }
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length
}

function unindented(line: string, indent: number): string {
  return line.slice(Math.min(indent, indentOf(line)))
}
