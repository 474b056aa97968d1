import { requestItemShape, type RequestItem } from '../../protocol/request-item.js'
import type { ClientConfig } from '../config.js'
import type { LiveRequests } from '../store/live-requests.js'
import type { Transport } from '../transport/transport.js'
import { readListed } from './poller.js'

/** How often updates are looked for in memory, ms. */
const TICK_MS = 30_000

/** Without any update for this long the platform is asked once, ms. Most runs have one sooner. */
const FIRST_MS = 60_000

/** While there is still nothing new, each check is twice as far off as the one before, up to this, ms. */
const EASED_MS = 5 * 60_000

/** What no page of the list shows is read one by one, but no more than so many per check. */
const MAX_SINGLE_READS = 20

export interface StalenessCheckOptions {
  config: ClientConfig
  transport: Transport
  requests: Pick<LiveRequests, 'peek'>
  waiting(): ReadonlySet<string>
  onItems(items: RequestItem[]): void
}

export interface StalenessCheck {
  /** The stream is up, and has listed what is in flight. */
  start(): void
  stop(): void
  /** The page is seen again. */
  hurry(): void
}

interface Quiet {
  /** What was known of it last. */
  readonly lastUpdate: string
  /** By the monotonic clock, ms. */
  readonly since: number
  readonly waitMs: number
}

/**
 * An update that is lost on a stream that stays up is never sent again: what is waited for and had no update for long is
 * read, all of it with one call. It can only help: what goes wrong with it is nobody's error, and it waits its turn.
 */
export function createStalenessCheck({
  config,
  transport,
  requests,
  waiting,
  onItems,
}: StalenessCheckOptions): StalenessCheck {
  const { clock, environment } = config
  let life: AbortController | undefined
  let quiet = new Map<string, Quiet>()
  let cancel = () => {}

  function updateOf(id: string): string {
    const known = requests.peek(id)
    return `${known?.status} ${known?.request?.updatedAt}`
  }

  function tick() {
    cancel()
    cancel = clock.after(TICK_MS, tick)
    if (environment.isHidden() || environment.isOffline()) return
    const now = clock.monotonic()
    quiet = new Map([...waiting()].map((id) => [id, quietOf(id, now)]))
    if (![...quiet.values()].some(({ since, waitMs }) => now - since >= waitMs)) return
    for (const [id, { lastUpdate, waitMs }] of quiet)
      quiet.set(id, { lastUpdate, since: now, waitMs: Math.min(EASED_MS, waitMs * 2) })
    if (life) void check(life.signal).catch(() => {})
  }

  function quietOf(id: string, now: number): Quiet {
    const lastUpdate = updateOf(id)
    const before = quiet.get(id)
    return before?.lastUpdate === lastUpdate ? before : { lastUpdate, since: now, waitMs: FIRST_MS }
  }

  async function check(signal: AbortSignal) {
    const ids = [...waiting()]
    const unseen = ids.length > 1 ? await readListed(transport, ids, signal, onItems) : ids
    for (const id of unseen.slice(0, MAX_SINGLE_READS)) {
      const path = `/requests/${encodeURIComponent(id)}`
      const shape = requestItemShape
      const item = await transport.call<RequestItem>({ host: 'queue', path, shape, retry: false, signal })
      signal.throwIfAborted()
      onItems([item])
    }
  }

  function stop() {
    cancel()
    life?.abort()
    life = undefined
  }

  return {
    start() {
      stop()
      life = new AbortController()
      quiet = new Map()
      tick()
    },
    stop,
    hurry() {
      if (life) tick()
    },
  }
}
