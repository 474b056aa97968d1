import { isTerminalState } from '../../protocol/request-item.js'
import type { WireRequest } from './platform-stream.js'

/** How many finished requests are remembered, so that late news does not bring one back into a snapshot. */
const MAX_FINISHED = 2_000

interface Entry {
  owner: string | undefined
  updatedAt: string
  json: string
}

/** The requests that are under way, kept so that a browser that joins later gets a snapshot of its own. */
export class InFlight {
  readonly #entries = new Map<string, Entry>()
  readonly #finished: Set<string>

  /** @param before what was known before the connection broke */
  constructor(requests: readonly WireRequest[], before?: InFlight) {
    this.#finished = before ? before.#finished : new Set()
    for (const request of requests) this.apply(request)
  }

  apply(request: WireRequest): void {
    if (isTerminalState(request.status)) {
      this.#entries.delete(request.id)
      this.#finish(request.id)
      return
    }
    const known = this.#entries.get(request.id)
    // A terminal state is final, and older news never replaces newer.
    if (this.#finished.has(request.id) || (known && request.updatedAt < known.updatedAt)) return
    this.#entries.set(request.id, request)
  }

  /** The snapshot event for one user, or for everybody's requests. */
  snapshotFor(owner: string | undefined): string {
    const own = [...this.#entries.values()].filter((entry) => owner === undefined || entry.owner === owner)
    const requests = own.map((entry) => entry.json).join(',')
    return `event: snapshot\ndata: {"type":"snapshot","requests":[${requests}]}\n\n`
  }

  #finish(id: string): void {
    this.#finished.add(id)
    if (this.#finished.size <= MAX_FINISHED) return
    for (const oldest of this.#finished) {
      this.#finished.delete(oldest)
      break
    }
  }
}
