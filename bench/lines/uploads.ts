import { runPlaywright } from '../playwright.js'
import { type Row, verdictOf } from '../row.js'

/** 1000 MiB and 2 GiB take minutes on a busy machine; `npx playwright test -c bench/uploads` measures them, too. */
const TESTS = '80 MiB|parts at 50 ms'

/** (e) Uploads in Chromium over real sockets, to a sink that only counts bytes. */
export async function run(): Promise<Row[]> {
  const printed = await runPlaywright('bench/uploads', ['-g', TESTS], {
    ROUNDS: process.env['ROUNDS'] ?? '3',
  })
  const single = /80 MiB in one PUT: ours (\d+) ms;.*bare PUT \((\d+) ms\).*and PUT \((\d+) ms\)/.exec(
    printed,
  )
  const parts = /200 MiB in parts.*ours (\d+) ms.*uppy (\d+) ms.*serial (\d+) ms/.exec(printed)
  if (!single || !parts) throw new Error(`The upload bench printed no times: ${printed.slice(-300)}`)
  const [, ours, bare, signed] = single.map(Number) as [number, number, number, number]
  const [, oursInParts, uppy, serial] = parts.map(Number) as [number, number, number, number]
  const spread = 'median of 3 rounds, contenders in turn'
  return [
    {
      line: 'e',
      what: '80 MiB in one PUT',
      ours: `${ours} ms`,
      peers: `bare XMLHttpRequest without its signing call: ${bare} ms; with it: ${signed} ms`,
      verdict: verdictOf(ours, signed),
      spread,
      meaning: 'progress, retry and stall detection cost no throughput',
    },
    {
      line: 'e',
      what: '200 MiB in parts of 10 MiB, 50 ms per request',
      ours: `${oursInParts} ms`,
      peers: `@uppy/aws-s3: ${uppy} ms; parts in series: ${serial} ms`,
      verdict: verdictOf(oursInParts, Math.min(uppy, serial)),
      spread,
      meaning: 'how long a video takes to be there',
    },
    {
      line: 'e',
      what: 'the same with better-upload and uploadthing',
      ours: '',
      peers: 'better-upload, uploadthing',
      verdict: 'not measured',
      spread: 'both need their own server routes; sizes are in line f',
      meaning: '',
    },
  ]
}
