// Loaded apart by the client; here at once, since fake time does not wait for files.
import '../../src/client/stream/connection.js'
import '../../src/client/runs/recover.js'
import '../../src/client/runs/submit-extras.js'
import '../../src/client/errors/from-response.js'
import '../../src/client/uploads/upload-input-files.js'
import '../../src/client/uploads/upload-runner.js'
import '../../src/client/uploads/refusal-error.js'
import { createClient } from '../../src/client/create-client.js'
import type { Client } from '../../src/client/client.js'
import { createRunRegistry } from '../../src/client/runs/follow-run.js'
import type { Run } from '../../src/client/runs/run.js'
import type { LiveRequest } from '../../src/client/store/live-requests.js'
import { stateRank } from '../../src/protocol/request-item.js'
import type { Tab } from './tab.js'
import { createLive } from '../../src/client/live/create-live.js'

export interface AppOptions {
  fetch: typeof fetch
  hosts: { queue: string; rest: string; media: string }
  live: 'auto' | 'poll' | 'stream'
  userKey: string
  /** A state that went back, an outcome that changed. */
  onViolation(text: string): void
  /** The one who may tell how a run ended; of a submit alone, nobody knows whether it arrived. */
  onTold(shown: Shown, requestId: string | undefined): void
}

/** What a component is given: name and endpoint make a run's place. */
export interface Shown {
  name: string
  endpoint: string
}

export const placeOf = ({ name, endpoint }: Shown) => `${name} ${endpoint}`

/** What one tab shows of one run: what the hooks do, without React. */
export interface View {
  readonly run: Run
  /** The component goes, or shows another endpoint. */
  close(): void
  live(): LiveRequest | undefined
}

/** The app in one tab: a client and the runs that it shows. */
export class App {
  readonly tab: Tab
  readonly client: Client
  readonly views = new Map<string, View>()
  readonly #options: AppOptions
  readonly #stops = new Set<() => void>()

  constructor(tab: Tab, options: AppOptions) {
    this.tab = tab
    this.#options = options
    const { fetch, hosts, live, userKey } = options
    this.client = createClient({
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
  show(shown: Shown, isPersisted: boolean): View {
    const place = placeOf(shown)
    const known = this.views.get(place)
    if (known) return known
    const { client } = this
    const run = client.use(createRunRegistry)(shown.endpoint, isPersisted ? shown.name : undefined)
    let before: LiveRequest | undefined
    const live = () => {
      const { requestId } = run.store.getState()
      return requestId === undefined ? undefined : client.use(createLive).requests.peek(requestId)
    }
    const stopChecking = run.store.subscribe(() => {
      const now = live()
      if (before?.id === now?.id && before && now) this.#check(before, now)
      before = now
    })
    const tell = (requestId?: string) => void (this.tab.isAlive && this.#options.onTold(shown, requestId))
    const stopShowing = run.open(() => ({
      onSucceeded: ({ requestId }) => tell(requestId),
      // Where the end is not known yet, a later check may find another.
      onFailed: (error) => void (!error.maybeSubmitted && tell(run.store.getState().requestId)),
    }))
    const close = () => {
      stopChecking()
      stopShowing()
      this.#stops.delete(close)
      this.views.delete(place)
    }
    this.#stops.add(close)
    const view = { run, live, close }
    this.views.set(place, view)
    return view
  }

  /** What is shown under a name, of whatever endpoint. */
  find(name: string): View | undefined {
    return [...this.views].find(([place]) => place.startsWith(`${name} `))?.[1]
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
