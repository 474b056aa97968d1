import { createEmulator } from '../../src/emulator/index.js'
import { FAL_HOST, falRun, openFal } from '../peers.js'
import { benchModel, ENDPOINT } from '../model.js'
import { percentile, type Row, spreadOf, verdictOf, wait } from '../row.js'

const RUNS = 40
/** Runs start at odd moments, so that no poll is in step with them. */
const RUN_MS = () => 900 + Math.random() * 700

/** (c) From the end of a run at the platform to the text in the DOM, over real sockets on this machine. */
export async function run(): Promise<Row[]> {
  // The package brings no types along.
  const { JSDOM } = (await import('jsdom' as string)) as {
    JSDOM: new (html: string, options: { url: string }) => { window: Window & typeof globalThis }
  }
  const { window } = new JSDOM('<!doctype html><div id="ours"></div>', { url: 'http://app.test/' })
  Object.assign(globalThis, { window, document: window.document })
  const ours = await measureOurs(window.document)
  const fal = await measureFal(window.document)
  // The other lines run without a page.
  for (const name of ['window', 'document']) Reflect.deleteProperty(globalThis, name)
  const show = (values: number[]) =>
    `p50 ${percentile(values, 0.5).toFixed(0)} ms, p95 ${percentile(values, 0.95).toFixed(0)} ms`
  return [
    {
      line: 'c',
      what: 'platform event → DOM (jsdom, loopback)',
      ours: show(ours),
      peers: `@fal-ai/client, polling each 500 ms: ${show(fal)}`,
      verdict: verdictOf(percentile(ours, 0.5), percentile(fal, 0.5)),
      spread: `${spreadOf(ours, 'ms')} ours`,
      meaning: 'how long the user looks at a spinner for a picture that is there',
    },
  ]
}

/** When each run ended at the platform, by its id. */
function endsOf(emulator: ReturnType<typeof createEmulator>) {
  const ends = new Map<string, number>()
  const seen = setInterval(() => {
    for (const { id, status } of emulator.requests())
      if (status === 'COMPLETED' && !ends.has(id)) ends.set(id, performance.now())
  }, 2)
  return { ends, stop: () => clearInterval(seen) }
}

async function measureOurs(document: Document): Promise<number[]> {
  const { createElement, useEffect } = await import('react')
  const { createRoot } = await import('react-dom/client')
  const { ModelRunnerProvider, useRequestStatus, useSubmit } = await import('../../src/index.js')
  const { createProxyHandler, toNodeHandler } = await import('../../src/proxy/index.js')
  const { listen } = await import('../../test/support/listen.js')
  const emulator = createEmulator({ models: [benchModel] })
  const platform = await emulator.listen()
  const handler = toNodeHandler(createProxyHandler({ apiKey: 'bench', hosts: platform.hosts }))
  const server = await listen((request, response) => void handler(request, response))
  const { ends, stop } = endsOf(emulator)
  const shown = new Map<string, number>()
  let submit = (_input: Record<string, unknown>) => {}
  function Run({ onReady }: { onReady: (send: typeof submit) => void }) {
    const { submit: send, requestId } = useSubmit(ENDPOINT, { concurrent: true })
    const { outcome } = useRequestStatus(requestId)
    useEffect(() => onReady(send), [onReady, send])
    return createElement('p', null, outcome === 'succeeded' ? requestId : '')
  }
  const container = document.getElementById('ours') as HTMLElement
  const Observer = (globalThis.window as unknown as typeof globalThis).MutationObserver
  new Observer(() => {
    const text = container.textContent
    if (text && !shown.has(text)) shown.set(text, performance.now())
  }).observe(container, { subtree: true, childList: true, characterData: true })
  const root = createRoot(container)
  // jsdom's window does not take Node's signals.
  const environment = { onPageEvent: () => () => {} }
  const props = {
    environment,
    proxyUrl: `${server.url}/`,
    hosts: platform.hosts,
    storage: null,
    userKey: 'bench',
  }
  root.render(
    createElement(
      ModelRunnerProvider,
      props,
      createElement(Run, { onReady: (send) => void (submit = send) }),
    ),
  )
  await wait(300)
  for (let index = 0; index < RUNS; index++) {
    emulator.set({ queueMs: 0, runMs: RUN_MS() })
    const before = shown.size
    submit({ prompt: String(index) })
    while (shown.size === before) await wait(5)
  }
  root.unmount()
  stop()
  await Promise.all([server.close(), platform.close()])
  emulator.dispose()
  return delays(ends, shown)
}

async function measureFal(document: Document): Promise<number[]> {
  const emulator = createEmulator({ models: [benchModel] })
  const platform = await emulator.listen()
  const { ends, stop } = endsOf(emulator)
  const shown = new Map<string, number>()
  const fal = openFal((input, init) => {
    const url = (input instanceof Request ? input.url : String(input)).replace(FAL_HOST, platform.hosts.queue)
    const headers = new Headers(init?.headers)
    headers.set('authorization', 'Key bench')
    return fetch(url, { ...init, headers })
  })
  const container = document.createElement('p')
  for (let index = 0; index < RUNS; index++) {
    emulator.set({ queueMs: 0, runMs: RUN_MS() })
    // Its client gives the id with the result.
    const { data } = await falRun(fal, ENDPOINT, { prompt: String(index) }, (status) => {
      container.textContent = status
    })
    container.textContent = data.id
    shown.set(data.id, performance.now())
  }
  stop()
  await platform.close()
  emulator.dispose()
  return delays(ends, shown)
}

function delays(ends: ReadonlyMap<string, number>, shown: ReadonlyMap<string, number>): number[] {
  return [...shown].map(([id, at]) => Math.max(0, at - (ends.get(id) ?? at)))
}
