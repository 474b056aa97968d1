import type { Row } from './row.js'

const HEAD = ['', 'measured', 'modelrunner-react', 'peers', '', 'spread', 'what it means']

/** The rows as Markdown, in the order of their letters. */
export function tableOf(rows: readonly Row[]): string {
  const cells = rows
    .toSorted((a, b) => a.line.localeCompare(b.line))
    .map(({ line, what, ours, peers, verdict, spread, meaning }) => [
      line,
      what,
      ours,
      peers,
      verdict === 'lost' ? '**lost**' : verdict,
      spread,
      meaning,
    ])
  const lines = [HEAD, HEAD.map(() => '---'), ...cells]
  return lines.map((row) => `| ${row.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`).join('\n')
}
