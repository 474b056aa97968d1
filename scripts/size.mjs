import { parseArgs, stripVTControlCharacters } from 'node:util'
import { budgets } from './size-budgets.mjs'
import { measureSize } from './measure-size.mjs'

/**
 * Prints what each import costs an app and fails where a budget is passed.
 *   npm run size -- --json               for machines
 *   npm run size -- --modules useUpload  what one of them is made of, bytes before minification
 */
const { values } = parseArgs({ options: { json: { type: 'boolean' }, modules: { type: 'string' } } })
const rows = []
const broken = []
for (const budget of budgets.filter(({ name }) => !values.modules || name.includes(values.modules))) {
  try {
    rows.push({ ...budget, ...(await measureSize(budget)) })
  } catch (error) {
    broken.push(
      `${budget.name} does not build: ${stripVTControlCharacters(error.message).split('\n')[2] ?? error.message}`,
    )
  }
}

/** What only a developer reads. A bundler must be able to drop it from an app's production build. */
const FOR_DEVELOPERS = [
  'src/components/error-notice/DeveloperHint.tsx',
  'src/messages/english/en-error-developer.ts',
  'src/shared/developer-advice.ts',
]
const leaks = rows
  .filter(({ imports }) => imports !== '*')
  .flatMap(({ name, modules }) =>
    modules
      .filter(([id, bytes]) => bytes > 0 && FOR_DEVELOPERS.includes(id))
      .map(([id]) => `${name} brings ${id}, which is for development only.`),
  )
const over = rows.filter(({ brotli, max }) => max !== undefined && brotli > max)
if (values.json) {
  process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`)
} else if (values.modules) {
  const [row] = rows
  for (const [id, bytes] of row?.modules ?? []) process.stdout.write(`${String(bytes).padStart(7)}  ${id}\n`)
} else {
  const kB = (bytes) => `${(bytes / 1000).toFixed(2)} kB`
  const cells = rows.map(({ name, minified, brotli, gzip, lazy, max }) => [
    name,
    kB(minified),
    kB(brotli),
    kB(gzip),
    lazy ? kB(lazy) : '',
    max ? `≤ ${kB(max)}` : '',
    max ? (brotli > max ? 'TOO BIG' : 'ok') : '',
  ])
  const head = ['import', 'min', 'min + brotli', 'min + gzip', 'lazy', 'budget', '']
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
if (broken.length > 0) {
  process.stderr.write(`${broken.join('\n')}\n`)
  process.exitCode = 1
}
if (leaks.length > 0) {
  process.stderr.write(`${leaks.join('\n')}\n`)
  process.exitCode = 1
}
if (over.length > 0) {
  process.stderr.write(
    `Over budget: ${over.map(({ name }) => name).join(', ')}. See scripts/size-budgets.mjs.\n`,
  )
  process.exitCode = 1
}
