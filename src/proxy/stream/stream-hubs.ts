import { hashOf } from '../hash.js'
import type { Settings } from '../settings.js'
import type { GuardedStore } from '../store/guarded-store.js'
import { StreamHub } from './stream-hub.js'
import type { WireRequest } from './platform-stream.js'
import { directSource, sharedSource, type OpenStream, type StreamSource } from './stream-source.js'

/** The hubs of one handler: one per API key and queue host, or one per browser where connections cannot be shared. */
export class StreamHubs {
  readonly #settings: Settings
  readonly #store: GuardedStore | undefined
  readonly #hubs = new Map<string, Promise<StreamHub>>()

  /** @param store through which processes share one stream; undefined where there is one process */
  constructor(settings: Settings, store: GuardedStore | undefined) {
    this.#settings = settings
    this.#store = store?.hasChannels ? store : undefined
  }

  /** @param onRequest called with each update that this process reads from the platform */
  async find(name: string, open: OpenStream, onRequest?: (request: WireRequest) => void): Promise<StreamHub> {
    const { shareStream, maxStreamAgeMs } = this.#settings
    if (!shareStream) return new StreamHub(directSource(open, onRequest), { maxAgeMs: maxStreamAgeMs })
    const known = this.#hubs.get(name)
    if (known) return known
    await this.#forgetIdle()
    const again = this.#hubs.get(name)
    if (again) return again
    const made = this.#make(name, directSource(open, onRequest))
    this.#hubs.set(name, made)
    return made
  }

  async #make(name: string, direct: StreamSource): Promise<StreamHub> {
    const source = this.#store ? sharedSource(this.#store, await hashOf(name), direct) : direct
    return new StreamHub(source, { maxAgeMs: this.#settings.maxStreamAgeMs })
  }

  /** Keys come and go where each customer has one: a hub that nobody uses is forgotten. */
  async #forgetIdle(): Promise<void> {
    for (const [name, hub] of [...this.#hubs]) if ((await hub).isIdle) this.#hubs.delete(name)
  }
}
