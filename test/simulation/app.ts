// Loaded apart by the client; here at once, since fake time does not wait for files.
import '../../src/client/stream/connection.js'
import '../../src/client/submit/recover-submit.js'
import '../../src/client/submit/submit-extras.js'
import '../../src/client/errors/from-response.js'
import '../../src/client/uploads/upload-input-files.js'
import { QueryClient } from '@tanstack/react-query'
import { createModelRunnerClient } from '../../src/client/create-client.js'
import type { ModelRunnerClient } from '../../src/client/model-runner-client.js'
import { needsRead, resultQuery } from '../../src/client/queries/result-query.js'
import type { LiveRequest } from '../../src/client/store/live-requests.js'
import { cancelRun } from '../../src/client/submit/cancel-run.js'
import { createRun } from '../../src/client/submit/create-run.js'
import { createRuns } from '../../src/client/submit/create-runs.js'
import type { Run } from '../../src/client/submit/run.js'
import { stateRank } from '../../src/protocol/request-item.js'
import type { Tab } from './tab.js'

export interface AppOptions {
  fetch: typeof fetch
  hosts: { queue: string; rest: string; media: string }
  live: 'auto' | 'poll' | 'stream'
  userKey: string
  /** A state that went back, an outcome that changed. */
  onViolation(text: string): void
  /** The one who may tell how a run ended. */
  onTold(key: string): void
}

/** What one tab shows of one run: what the hooks do, without React. */
export interface View {
  readonly run: Run
  live(): LiveRequest | undefined
  /** What came out, of a run that succeeded. Undefined while it could not be read. */
  output(): unknown
  /** Reads again what could not be read. */
  refetch(): void
  cancel(): ReturnType<typeof cancelRun>
}

/** The app in one tab: a client and the runs that it shows. */
export class App {
  readonly tab: Tab
  readonly client: ModelRunnerClient
  readonly views = new Map<string, View>()
  readonly #options: AppOptions
  readonly #stops = new Set<() => void>()
  readonly #queries = new QueryClient({ defaultOptions: { queries: { gcTime: Infinity } } })

  constructor(tab: Tab, options: AppOptions) {
    this.tab = tab
    this.#options = options
    const { fetch, hosts, live, userKey } = options
    this.client = createModelRunnerClient({
      proxyUrl: '/api/modelrunner/proxy',
      fetch,
      hosts,
      live,
      userKey,
      storage: tab.storage,
      clock: tab.clock,
    })
  }

  /** Shows a run: takes it up where it is persisted, watches its request, tells its end. */
  show(key: string, isPersisted: boolean): View {
    const known = this.views.get(key)
    if (known) return known
    const { client } = this
    const run = isPersisted ? client.use(createRuns)(key) : { ...createRun(client), resume: () => () => {} }
    let watchedId: string | undefined
    let before: LiveRequest | undefined
    let stop = () => {}
    let output: unknown
    const live = () => (watchedId === undefined ? undefined : client.requests.peek(watchedId))
    const onNews = () => {
      const now = live()
      if (before && now) this.#check(before, now)
      before = now
      if (!now || now.outcome === 'pending') return
      this.#tell(key, run)
      if (output === undefined) refetch()
    }
    const refetch = () => {
      const now = live()
      output = now?.request?.output ?? undefined
      if (now && needsRead(now)) void this.#read(now).then((read) => (output = read))
    }
    const onRun = () => {
      const { submitted, error } = run.store.getState()
      // Where the end is not known yet, a later look may tell another.
      if (error && !error.maybeSubmitted) this.#tell(key, run)
      if (submitted?.requestId === watchedId) return
      stop()
      stop = () => {}
      before = output = undefined
      watchedId = submitted?.requestId
      if (watchedId === undefined) return
      const stops = [client.requests.subscribe(watchedId, onNews), client.tracker.watch(watchedId)]
      stop = () => stops.forEach((each) => each())
      onNews()
    }
    const stopRun = run.store.subscribe(onRun)
    this.#stops.add(() => {
      stopRun()
      stop()
    })
    const view = { run, live, output: () => output, refetch, cancel: () => cancelRun(client, run) }
    this.views.set(key, view)
    this.#stops.add(run.resume())
    onRun()
    return view
  }

  /** What the provider and its hooks do when they unmount. */
  close(): void {
    this.client.close()
    void this.#queries.cancelQueries()
    for (const stop of this.#stops) stop()
  }

  /** What `useResult` does for a request whose last item does not say all. */
  #read(live: LiveRequest): Promise<unknown> {
    return this.#queries.fetchQuery(resultQuery(this.client, live, undefined)).catch(() => undefined)
  }

  #tell(key: string, run: Run): void {
    void run.claimOutcome().then((isMine) => {
      if (isMine && this.tab.isAlive) this.#options.onTold(key)
    })
  }

  #check(before: LiveRequest, now: LiveRequest): void {
    if (before.outcome !== 'pending' && now.outcome !== before.outcome)
      this.#options.onViolation(`${now.id}: outcome ${before.outcome} became ${now.outcome}`)
    if (stateRank(now.status) < stateRank(before.status))
      this.#options.onViolation(`${now.id}: ${before.status} went back to ${now.status}`)
  }
}
