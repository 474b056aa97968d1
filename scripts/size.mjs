import { budgets } from './size-budgets.mjs'
import { measureSize } from './measure-size.mjs'

/** Prints what each import costs an app and fails where a budget is passed. `--json` for machines. */
const rows = []
for (const budget of budgets) rows.push({ ...budget, ...(await measureSize(budget)) })

const over = rows.filter(({ brotli, max }) => max !== undefined && brotli > max)
if (process.argv.includes('--json')) {
  process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`)
} else {
  const kB = (bytes) => `${(bytes / 1000).toFixed(2)} kB`
  const cells = rows.map(({ name, minified, brotli, lazy, max }) => [
    name,
    kB(minified),
    kB(brotli),
    lazy ? kB(lazy) : '',
    max ? `≤ ${kB(max)}` : '',
    max ? (brotli > max ? 'TOO BIG' : 'ok') : '',
  ])
  const head = ['import', 'min', 'min + brotli', 'lazy', 'budget', '']
  const width = head.map((_, column) => Math.max(...[head, ...cells].map((row) => row[column].length)))
  for (const row of [head, ...cells]) {
    process.stdout.write(
      `${row
        .map((cell, column) => (column ? cell.padStart(width[column]) : cell.padEnd(width[column])))
        .join('  ')
        .trimEnd()}\n`,
    )
  }
  process.stdout.write('react, react-dom and @tanstack/react-query are not counted.\n')
}
if (over.length > 0) {
  process.stderr.write(
    `Over budget: ${over.map(({ name }) => name).join(', ')}. See scripts/size-budgets.mjs.\n`,
  )
  process.exitCode = 1
}
