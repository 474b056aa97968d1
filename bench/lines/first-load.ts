import { runPlaywright } from '../playwright.js'
import { median, type Row, spreadOf } from '../row.js'

/** (i) The production demo in Chromium, its processor slowed down four times. */
export async function run(): Promise<Row[]> {
  const printed = await runPlaywright('bench/long-tasks', ['-g', 'first load'])
  const visits = [
    ...printed.matchAll(/first load: paint (\d+) ms, usable (\d+) ms, blocked (\d+) ms, (\d+) bytes/g),
  ].map(([, ...values]) => values.map(Number))
  const column = (index: number) => visits.map((values) => values[index] ?? NaN)
  if (!visits.length) throw new Error(`The bench printed no visit: ${printed.slice(-300)}`)
  return [
    {
      line: 'i',
      what: 'first load of the demo at 4× slowdown',
      ours: `first paint ${median(column(0))} ms, usable ${median(column(1))} ms, blocked ${median(column(2))} ms`,
      peers: 'no peer has the same page',
      verdict: 'even',
      spread: `usable ${spreadOf(column(1), 'ms')}`,
      meaning: `${(median(column(3)) / 1000).toFixed(0)} kB of script and style, unpacked, on a phone`,
    },
  ]
}
