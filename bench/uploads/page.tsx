import { ModelRunnerProvider, useUpload, type UploadOptions, type UseUploadResult } from 'modelrunner-react'
import { useEffect } from 'react'
import { createRoot } from 'react-dom/client'
import { barePut, presign, serialParts } from './by-hand.js'
import { byBetterUpload, byUploadthing } from './by-peers.js'
import { byUppy } from './by-uppy.js'

const { hosts } = JSON.parse(document.getElementById('config')?.textContent ?? '{}') as {
  hosts: { queue: string; rest: string; media: string }
}
const MIB = 1024 * 1024

/** What the bench calls. Times in ms. */
export interface BenchPage {
  ours(mib: number, options?: UploadOptions): Promise<number>
  /** The PUT alone; with `signed` also the call that tells where it goes, which no upload can do without. */
  bare(mib: number, signed: boolean): Promise<number>
  serial(mib: number): Promise<number>
  uppy(mib: number): Promise<number>
  betterUpload(mib: number, isSingle: boolean): Promise<number>
  uploadthing(mib: number): Promise<number>
}

declare global {
  interface Window {
    bench: BenchPage
  }
}

const block = crypto.getRandomValues(new Uint8Array(65_536))
const whole = new Blob(Array.from({ length: MIB / block.length }, () => block))
let count = 0

/** A new file each time: none may profit from what was sent before. It repeats one MiB, so that it costs no memory. */
function file(mib: number): File {
  return new File(
    Array.from({ length: mib }, () => whole),
    `bench-${++count}.mp4`,
    { type: 'video/mp4' },
  )
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

function benchOf(hook: UseUploadResult): BenchPage {
  return {
    ours: (mib, options) => timed(() => hook.upload([file(mib)], options)),
    async bare(mib, signed) {
      const sent = file(mib)
      if (signed) return timed(async () => barePut(await presign(hosts.rest, sent), sent))
      const url = await presign(hosts.rest, sent)
      return timed(() => barePut(url, sent))
    },
    serial: (mib) => timed(() => serialParts(hosts.rest, file(mib))),
    uppy: (mib) => timed(() => byUppy(hosts.rest, file(mib))),
    betterUpload: (mib, isSingle) => timed(() => byBetterUpload(file(mib), isSingle)),
    uploadthing: (mib) => timed(() => byUploadthing(file(mib))),
  }
}

function Page() {
  const hook = useUpload()
  useEffect(() => {
    window.bench = benchOf(hook)
  }, [hook])
  return null
}

createRoot(document.getElementById('root') as HTMLElement).render(
  <ModelRunnerProvider proxyUrl="/api/modelrunner/proxy" hosts={hosts}>
    <Page />
  </ModelRunnerProvider>,
)
