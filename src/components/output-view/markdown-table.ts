/** `| --- | :-: |`: what makes the row above it the head of a table. */
export function isDelimiterRow(line: string): boolean {
  return line.includes('-') && line.includes('|') && cellsOf(line).every((cell) => /^:?-+:?$/.test(cell))
}

/** The cells of a row; `\|` is a sign within one. */
export function cellsOf(line: string): string[] {
  const cells = line.trim().split(/(?<!\\)\|/)
  if (cells[0] === '') cells.shift()
  if (cells.at(-1) === '') cells.pop()
  return cells.map((cell) => cell.trim())
}
