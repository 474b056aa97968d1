// Loaded apart by the client; here at once, since fake time does not wait for files.
import '../../src/client/stream/connection.js'
import '../../src/client/runs/recover.js'
import '../../src/client/runs/submit-extras.js'
import '../../src/client/errors/from-response.js'
import '../../src/client/uploads/upload-input-files.js'
import { createModelRunnerClient } from '../../src/client/create-client.js'
import type { ModelRunnerError } from '../../src/client/errors/model-runner-error.js'
import type { ModelRunnerClient } from '../../src/client/model-runner-client.js'
import { createRunRegistry } from '../../src/client/runs/follow-run.js'
import type { Run } from '../../src/client/runs/run.js'
import type { LiveRequest } from '../../src/client/store/live-requests.js'
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
}

/** The app in one tab: a client and the runs that it shows. */
export class App {
  readonly tab: Tab
  readonly client: ModelRunnerClient
  readonly views = new Map<string, View>()
  readonly #options: AppOptions
  readonly #stops = new Set<() => void>()

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

  /** Shows a run: resumes it where it is persisted, follows its request, reports its end. */
  show(key: string, endpoint: string, isPersisted: boolean): View {
    const known = this.views.get(key)
    if (known) return known
    const { client } = this
    const run = client.use(createRunRegistry)(endpoint, isPersisted ? key : undefined)
    let before: LiveRequest | undefined
    const live = () => {
      const { requestId } = run.store.getState()
      return requestId === undefined ? undefined : client.requests.peek(requestId)
    }
    this.#stops.add(
      run.store.subscribe(() => {
        const now = live()
        if (before?.id === now?.id && before && now) this.#check(before, now)
        before = now
      }),
    )
    const tell = () => void (this.tab.isAlive && this.#options.onTold(key))
    // Where the end is not known yet, a later check may find another.
    const onFailed = (error: ModelRunnerError) => void (!error.maybeSubmitted && tell())
    this.#stops.add(run.open(() => ({ onSucceeded: tell, onFailed })))
    const view = { run, live }
    this.views.set(key, view)
    return view
  }

  /** What the provider and its hooks do when they unmount. */
  close(): void {
    this.client.close()
    for (const stop of this.#stops) stop()
  }

  #check(before: LiveRequest, now: LiveRequest): void {
    if (before.outcome !== 'pending' && now.outcome !== before.outcome)
      this.#options.onViolation(`${now.id}: outcome ${before.outcome} became ${now.outcome}`)
    if (stateRank(now.status) < stateRank(before.status))
      this.#options.onViolation(`${now.id}: ${before.status} went back to ${now.status}`)
  }
}
