import type { RequestItem } from '../../protocol/request-item.js'
import type { StreamCounts } from '../emulator.js'

/** A stream that is open. */
export interface Subscriber {
  update(item: RequestItem): void
  close(): void
}

/** Tells every open stream of each transition. */
export class StreamHub {
  readonly #subscribers = new Set<Subscriber>()
  #opened = 0

  add(subscriber: Subscriber): void {
    this.#subscribers.add(subscriber)
    this.#opened += 1
  }

  delete(subscriber: Subscriber): void {
    this.#subscribers.delete(subscriber)
  }

  publish(item: RequestItem): void {
    for (const subscriber of [...this.#subscribers]) subscriber.update(item)
  }

  counts(): StreamCounts {
    return { open: this.#subscribers.size, opened: this.#opened }
  }

  closeAll(): void {
    for (const subscriber of [...this.#subscribers]) subscriber.close()
  }
}
