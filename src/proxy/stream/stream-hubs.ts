import type { OpenStream } from './stream-hub.js'
import { StreamHub } from './stream-hub.js'

/** The hubs of one handler: one per API key and queue host, or one per browser where connections cannot be shared. */
export class StreamHubs {
  readonly #isShared: boolean
  readonly #hubs = new Map<string, StreamHub>()

  constructor(isShared: boolean) {
    this.#isShared = isShared
  }

  find(name: string, open: OpenStream): StreamHub {
    if (!this.#isShared) return new StreamHub(open)
    const known = this.#hubs.get(name)
    if (known) return known
    // Keys come and go where each customer has one: what nobody uses is forgotten.
    for (const [other, hub] of this.#hubs) if (hub.isIdle) this.#hubs.delete(other)
    const hub = new StreamHub(open)
    this.#hubs.set(name, hub)
    return hub
  }
}
