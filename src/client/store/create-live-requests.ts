import { type RequestItem, outcomeOf, supersedes, timeOf, withInputOf } from '../../protocol/request-item.js'
import type { Time } from '../environment.js'
import type { HeldRequest, LiveRequest, LiveRequests, EarlyUpdates } from './live-requests.js'
import { errorFromItem } from '../errors/from-item.js'

/** Requests kept after their last watcher left, so that a remount shows them at once. */
const KEPT_UNWATCHED = 50

/** Not a store of a library: there may be thousands, and each object on the way to the state is one more to fetch. */
interface Entry extends HeldRequest {
  state: LiveRequest
  watchers: number
  /** Mostly there is one listener, which needs no set. */
  listener?: () => void
  others?: Set<(() => void) | undefined>
}

export function createLiveRequests(clock: Time): LiveRequests {
  const entries = new Map<string, Entry>()
  /** Insertion order is age; the oldest goes first. */
  const unwatched = new Set<string>()
  const early = createEarlyUpdates()
  const itemListeners = new Set<(item: RequestItem) => void>()
  const outcomeListeners = new Set<(request: LiveRequest) => void>()

  function entry(id: string): Entry {
    let found = entries.get(id)
    if (!found) {
      found = { state: { id, outcome: 'pending' }, watchers: 0 }
      entries.set(id, found)
      setAside(id)
    }
    return found
  }

  function setAside(id: string) {
    unwatched.add(id)
    for (const oldest of unwatched) {
      if (unwatched.size <= KEPT_UNWATCHED) break
      unwatched.delete(oldest)
      entries.delete(oldest)
    }
  }

  function set(found: Entry, after: LiveRequest) {
    const before = found.state
    if (after === before) return
    found.state = after
    found.listener?.()
    found.others?.forEach((listener) => listener?.())
    // A request first met at its end did not end now.
    if (before.status && before.outcome === 'pending' && after.outcome !== 'pending') {
      for (const listener of outcomeListeners) listener(after)
    }
  }

  function applyItem(item: RequestItem, found = entry(item.id)) {
    const { state } = found
    const next = advance(state, item, clock.now())
    // It can be read again.
    set(
      found,
      next === state && state.error && state.outcome === 'pending' ? { ...state, error: undefined } : next,
    )
  }

  return {
    subscribe(id, listener) {
      const found = entry(id)
      found.watchers++
      unwatched.delete(id)
      const isAlone = listener && !found.listener
      if (isAlone) found.listener = listener
      else if (listener) (found.others ??= new Set()).add(listener)
      return () => {
        if (isAlone) found.listener = undefined
        else found.others?.delete(listener)
        if (--found.watchers === 0) setAside(id)
      }
    },
    find: (id) => entries.get(id),
    peek: (id) => entries.get(id)?.state,
    applyItem,
    applyEnvelope({ request_id: id, status, error }, endpoint, submittedAt) {
      const found = entry(id)
      const known = found.state
      // Only the item tells how a COMPLETED request was billed: the envelope's word on it is not the outcome.
      const item = {
        ...known.request,
        id,
        modelEndpoint: endpoint,
        status,
        ...(status === 'FAILED' && { error }),
      }
      const next = advance({ ...known, endpoint }, item, clock.now())
      set(found, {
        ...next,
        submittedAt: next.submittedAt ?? submittedAt,
        request: known.request && next.request,
      })
      // What overtook this answer, perhaps the very end.
      const newer = early.get(id)
      if (newer) applyItem(newer)
    },
    applyError(id, error) {
      const found = entry(id)
      const known = found.state
      // A read that began before the end says nothing of how it ended; only a failure learns its reason later.
      const isOpen = known.outcome === 'pending' || known.outcome === 'failed'
      if (isOpen && known.error !== error) set(found, { ...known, error })
    },
    onItem: (listener) => listen(itemListeners, listener),
    onOutcome: (listener) => listen(outcomeListeners, listener),
    receive(item) {
      for (const listener of itemListeners) listener(item)
      const found = entries.get(item.id)
      if (found) {
        applyItem(item, found)
        return found
      }
      early.add(item)
      return undefined
    },
    early,
    get size() {
      return entries.size
    },
  }
}

function listen<T>(listeners: Set<T>, listener: T): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/**
 * What is known after an update. Updates arrive late, twice and out of order: it never moves a request
 * back, and an outcome once reached never changes. Returns `known` itself where nothing changes.
 */
export function advance(known: LiveRequest, item: RequestItem, now: number): LiveRequest {
  const { status } = known
  if (status && !supersedes(item, known.request ?? { status }, known.outcome)) {
    const request = known.request && withInputOf(known.request, item)
    return request === known.request ? known : { ...known, request }
  }
  const outcome = outcomeOf(item)
  // An item of the stream may lack what an earlier read brought.
  const request = Object.keys(known.request ?? {}).some((key) => !(key in item))
    ? { ...known.request, ...item }
    : item
  const running = item.status === 'IN_PROGRESS'
  return {
    id: known.id,
    endpoint: known.endpoint ?? item.requestedModelEndpoint ?? item.modelEndpoint,
    status: item.status,
    outcome,
    request,
    error:
      outcome === 'failed'
        ? ((known.outcome === 'failed' ? known.error : undefined) ?? errorFromItem(request))
        : undefined,
    submittedAt: timeOf(item.createdAt) ?? known.submittedAt,
    startedAt: known.startedAt ?? (running ? (timeOf(item.updatedAt) ?? now) : undefined),
    finishedAt: outcome === 'pending' ? undefined : (known.finishedAt ?? timeOf(item.updatedAt) ?? now),
  }
}

/** Updates of unknown requests kept for a submit whose answer is still on its way. */
const KEPT_EARLY = 200

/** With what the store alone does. */
interface EarlyUpdatesStore extends EarlyUpdates {
  get(id: string): RequestItem | undefined
  /** Keeps the update, unless no submit is on its way or a newer one is known. */
  add(item: RequestItem): void
}

export function createEarlyUpdates(): EarlyUpdatesStore {
  /** By id, the newest last. */
  const items = new Map<string, RequestItem>()
  let expecting = 0
  return {
    expect() {
      expecting++
      return () => {
        if (--expecting === 0) items.clear()
      }
    },
    get: (id) => items.get(id),
    findLast: (fits) => [...items.values()].findLast(fits),
    add(item) {
      const before = items.get(item.id)
      if (!expecting || (before && !supersedes(item, before))) return
      items.delete(item.id)
      items.set(item.id, item)
      if (items.size > KEPT_EARLY) items.delete(items.keys().next().value as string)
    },
    forgetPending() {
      for (const [id, item] of items) if (outcomeOf(item) === 'pending') items.delete(id)
    },
  }
}
