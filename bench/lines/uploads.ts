import { runPlaywright } from '../playwright.js'
import { type Row, verdictOf } from '../row.js'

/** 1000 MiB and 2 GiB take minutes on a busy machine; `npx playwright test -c bench/uploads` measures them, too. */
const TESTS = '80 MiB|parts at 50 ms'

/** (e) Uploads in Chromium over real sockets, to a sink that only counts bytes. */
export async function run(): Promise<Row[]> {
  const printed = await runPlaywright('bench/uploads', ['-g', TESTS], {
    ROUNDS: process.env['ROUNDS'] ?? '3',
  })
  const single =
    /80 MiB in one PUT: ours (\d+) ms;.*bare PUT \((\d+) ms\).*and PUT \((\d+) ms\), better-upload (\d+) ms, uploadthing (\d+) ms/.exec(
      printed,
    )
  const parts =
    /200 MiB in parts.*ours (\d+) ms.*uppy (\d+) ms.*serial (\d+) ms.*betterUpload (\d+) ms.*uploadthing (\d+) ms/.exec(
      printed,
    )
  if (!single || !parts) throw new Error(`The upload bench printed no times: ${printed.slice(-300)}`)
  const [ours = NaN, bare, signed = NaN, betterUpload = NaN, uploadthing = NaN] = single.slice(1).map(Number)
  const [inParts = NaN, uppy = NaN, serial = NaN, betterInParts = NaN, inOne = NaN] = parts
    .slice(1)
    .map(Number)
  const spread = 'median of 3 rounds, contenders in turn'
  return [
    {
      line: 'e',
      what: '80 MiB in one PUT',
      ours: `${ours} ms`,
      peers: `XMLHttpRequest without its signing call: ${bare} ms; with it: ${signed} ms; better-upload: ${betterUpload} ms; uploadthing: ${uploadthing} ms`,
      verdict: verdictOf(ours, Math.min(signed, betterUpload, uploadthing)),
      spread,
      meaning: 'progress, retry and stall detection cost no throughput',
    },
    {
      line: 'e',
      what: '200 MiB in parts of 10 MiB, 50 ms per request',
      ours: `${inParts} ms`,
      peers: `@uppy/aws-s3: ${uppy} ms; better-upload: ${betterInParts} ms; parts in series: ${serial} ms`,
      verdict: verdictOf(inParts, Math.min(uppy, serial, betterInParts)),
      spread,
      meaning:
        'how long a video takes to be there; better-upload gets all signed URLs in one call, the platform gives one per call',
    },
    {
      line: 'e',
      what: '200 MiB beside one PUT, 50 ms per request',
      ours: `${inParts} ms in parts`,
      peers: `uploadthing, which always sends one PUT: ${inOne} ms`,
      verdict: verdictOf(inParts, inOne),
      spread,
      meaning:
        'on a line without limit or loss one PUT is faster; parts pay where a line breaks or limits each connection',
    },
  ]
}
