import { isTerminalState } from '../../protocol/request-item.js'
import { BoundedMap } from '../../shared/bounded-map.js'
import type { WireRequest } from './platform-stream.js'

/** How many finished requests are remembered of one user, so that a late update does not bring one back into a snapshot. */
const MAX_FINISHED = 500
/** The same, of the requests that are no user's: without isolation these are all. */
const MAX_FINISHED_OF_NOBODY = 2_000
/** Users of whom finished requests are remembered: the least recently active one goes first. */
const MAX_OWNERS = 2_000
/** Items of one user in a snapshot, the newest: what is missing is read once by its page. */
const MAX_SNAPSHOT_ITEMS = 1_000

const encoder = new TextEncoder()

/** The requests that are under way, so that a browser that joins later gets a snapshot of its own. */
export class InFlight {
  readonly #byId = new Map<string, WireRequest>()
  readonly #byOwner = new Map<string | undefined, Map<string, WireRequest>>()
  /** Ids by owner: one user's many runs push out none of another's. */
  readonly #finished: BoundedMap<Set<string>>
  /** Encoded snapshots by owner, until something of that owner changes; all share one. */
  readonly #snapshots = new Map<string | undefined, Uint8Array>()

  /** @param before what was known before the connection broke */
  constructor(requests: readonly WireRequest[], before?: InFlight) {
    this.#finished = before ? before.#finished : new BoundedMap(MAX_OWNERS)
    for (const request of requests) this.apply(request)
  }

  get requests(): readonly WireRequest[] {
    return [...this.#byId.values()]
  }

  apply(request: WireRequest): void {
    const known = this.#byId.get(request.id)
    if (isTerminalState(request.status)) {
      if (known) this.#remove(known)
      this.#finish(request)
      return
    }
    // A terminal state is final, and an older update never replaces a newer one.
    if (this.#hasFinished(request) || (known && request.updatedAt < known.updatedAt)) return
    if (known && known.owner !== request.owner) this.#remove(known)
    this.#byId.set(request.id, request)
    const own = this.#byOwner.get(request.owner) ?? new Map<string, WireRequest>()
    this.#byOwner.set(request.owner, own.set(request.id, request))
    this.#changed(request.owner)
  }

  /** The snapshot event for one user, or for everybody's requests. */
  snapshotFor(owner: string | undefined): Uint8Array {
    const known = this.#snapshots.get(owner)
    if (known) return known
    const own = owner === undefined ? this.#byId : this.#byOwner.get(owner)
    const items = [...(own?.values() ?? [])].slice(owner === undefined ? 0 : -MAX_SNAPSHOT_ITEMS)
    const requests = items.map((item) => item.json).join(',')
    const encoded = encoder.encode(`event: snapshot\ndata: {"type":"snapshot","requests":[${requests}]}\n\n`)
    this.#snapshots.set(owner, encoded)
    return encoded
  }

  #remove(request: WireRequest): void {
    this.#byId.delete(request.id)
    const own = this.#byOwner.get(request.owner)
    own?.delete(request.id)
    if (own?.size === 0) this.#byOwner.delete(request.owner)
    this.#changed(request.owner)
  }

  #changed(owner: string | undefined): void {
    this.#snapshots.delete(owner)
    this.#snapshots.delete(undefined)
  }

  #hasFinished({ owner, id }: WireRequest): boolean {
    return this.#finished.get(owner ?? '')?.has(id) ?? false
  }

  #finish({ owner, id }: WireRequest): void {
    const own = this.#finished.get(owner ?? '') ?? new Set()
    this.#finished.set(owner ?? '', own.add(id))
    if (own.size <= (owner === undefined ? MAX_FINISHED_OF_NOBODY : MAX_FINISHED)) return
    for (const oldest of own) {
      own.delete(oldest)
      break
    }
  }
}
