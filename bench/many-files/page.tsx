import { FileUploader, ModelRunnerProvider, useUpload } from 'modelrunner-react'
import 'modelrunner-react/styles.css'
import { useEffect } from 'react'
import { createRoot } from 'react-dom/client'

declare global {
  interface Window {
    /** Chooses so many files; resolves once all are up, with what ran on the main thread meanwhile, ms. */
    choose(count: number): Promise<{ long: number[] }>
  }
}

const { hosts } = JSON.parse(document.getElementById('config')?.textContent ?? '{}') as {
  hosts: { queue: string; rest: string; media: string }
}
/** `?component`, else the hook alone. */
const isComponent = new URLSearchParams(location.search).has('component')
const long: number[] = []
new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) long.push(duration)
}).observe({ type: 'longtask' })

const files = (count: number) =>
  Array.from({ length: count }, (_, at) => new File([`file ${at}`], `file-${at}.txt`, { type: 'text/plain' }))

let onDone = (_count: number) => {}

function Component() {
  return <FileUploader multiple onChange={(urls) => onDone(urls.length)} />
}

function Hook() {
  const { upload, uploads } = useUpload()
  const done = uploads.filter(({ state }) => state === 'done').length
  useEffect(() => {
    onDone(done)
  }, [done])
  useEffect(() => {
    start = (list) => void upload([...list])
  }, [upload])
  return <output>{done}</output>
}

/** As somebody chooses them in the dialog. */
let start = (list: FileList): void => {
  const input = document.querySelector<HTMLInputElement>('input[type=file]')
  if (!input) throw new Error('There is no file input.')
  input.files = list
  input.dispatchEvent(new Event('change', { bubbles: true }))
}

window.choose = async (count) => {
  const transfer = new DataTransfer()
  for (const file of files(count)) transfer.items.add(file)
  // A dialog gives files that are there: making them takes longer than anything that is measured.
  await new Promise((resolve) => setTimeout(resolve))
  await new Promise((resolve) => requestIdleCallback(resolve))
  long.length = 0
  const done = new Promise<void>((resolve) => {
    onDone = (up) => up === count && resolve()
  })
  start(transfer.files)
  await done
  return { long: [...long] }
}

createRoot(document.getElementById('root') as HTMLElement).render(
  <ModelRunnerProvider proxyUrl="/api/modelrunner/proxy" hosts={hosts}>
    {isComponent ? <Component /> : <Hook />}
  </ModelRunnerProvider>,
)
