import type { RequestItem } from '../../protocol/request-item.js'
import type { Time } from '../environment.js'
import { advance } from './advance.js'
import { createEarlyUpdates } from './early-updates.js'
import type { HeldRequest, LiveRequest, LiveRequests } from './live-requests.js'

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
