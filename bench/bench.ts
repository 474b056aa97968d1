import { writeFileSync } from 'node:fs'
import type { Row } from './row.js'
import { tableOf } from './table.js'

/** In the order in which they are measured: what is worth most comes first. */
const LINES: readonly (readonly [
  line: string,
  title: string,
  load: () => Promise<{ run(): Promise<Row[]> }>,
])[] = [
  ['a', 'paid POSTs and bills per click', () => import('./lines/money.js')],
  ['b', 'requests and bytes', () => import('./lines/traffic.js')],
  ['c', 'platform event to DOM', () => import('./lines/latency.js')],
  ['f', 'sizes', () => import('./lines/sizes.js')],
  ['d', 'time per update', () => import('./lines/updates.js')],
  ['e', 'uploads', () => import('./lines/uploads.js')],
  ['h', 'first token of a chat', () => import('./lines/chat.js')],
  ['g', 'the proxy', () => import('./lines/proxy.js')],
  ['i', 'first load of the demo', () => import('./lines/first-load.js')],
]

/** All lines together; what is left then is printed as not measured, ms. */
const MAX_MS = 19 * 60_000
/** One line, ms. */
const MAX_LINE_MS = 4 * 60_000

const only = process.env['BENCH_LINES']?.split(',')
const startedAt = performance.now()
const rows: Row[] = []
for (const [line, title, load] of LINES) {
  if (only && !only.includes(line)) continue
  const leftMs = MAX_MS - (performance.now() - startedAt)
  process.stderr.write(`(${line}) ${title} …\n`)
  try {
    if (leftMs < 10_000) throw new Error('no time was left')
    const { run } = await load()
    rows.push(...(await within(Math.min(leftMs, MAX_LINE_MS), run())))
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n')[0] : String(error)
    process.stderr.write(`    ${error instanceof Error ? error.stack : why}\n`)
    rows.push({
      line,
      what: title,
      ours: '',
      peers: '',
      verdict: 'not measured',
      spread: why ?? '',
      meaning: '',
    })
  }
}
const seconds = Math.round((performance.now() - startedAt) / 1000)
const table = tableOf(rows)
process.stdout.write(`\n${table}\n\nMeasured in ${Math.floor(seconds / 60)} min ${seconds % 60} s.\n`)
if (process.env['BENCH_OUT']) writeFileSync(process.env['BENCH_OUT'], `${table}\n`)
process.exit(0)

function within<T>(ms: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`not through after ${Math.round(ms / 1000)} s`)), ms)
    work.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
