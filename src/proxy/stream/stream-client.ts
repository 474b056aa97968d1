/** How much may wait for a slow browser, bytes. A single larger snapshot still goes out whole. */
export const MAX_WAITING_BYTES = 1024 * 1024

/** One browser on the stream. */
export class StreamClient {
  readonly owner: string | undefined
  readonly body: ReadableStream<Uint8Array>
  readonly #onLeave: (client: StreamClient) => void
  readonly #age: ReturnType<typeof setTimeout>
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined
  #letGo = () => {}

  /**
   * @param owner owner tag of the user whose requests it gets; undefined gets all
   * @param maxAgeMs then it ends, so that the browser's next one is authorized again
   */
  constructor(owner: string | undefined, maxAgeMs: number, onLeave: (client: StreamClient) => void) {
    this.owner = owner
    this.#onLeave = onLeave
    this.body = new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          this.#controller = controller
        },
        cancel: () => this.#leave(),
      },
      // Next's Edge runtime has no ByteLengthQueuingStrategy.
      { highWaterMark: MAX_WAITING_BYTES, size: (chunk) => chunk?.byteLength ?? 0 },
    )
    this.#age = setTimeout(() => this.close(), Math.min(maxAgeMs, 2 ** 31 - 1))
  }

  /** Closes when the browser's connection breaks. */
  closeWith(signal: AbortSignal): void {
    if (!this.#controller) return
    const close = () => this.close()
    signal.addEventListener('abort', close, { once: true })
    this.#letGo = () => signal.removeEventListener('abort', close)
  }

  /** Queues an event. A browser that reads too slowly is cut: it reconnects and gets a fresh snapshot. */
  send(event: Uint8Array): void {
    const controller = this.#controller
    if (!controller) return
    if ((controller.desiredSize ?? 0) <= 0) {
      // An error, not an end: what waits must be dropped, not delivered at the browser's pace.
      controller.error(new Error('The browser read the event stream too slowly.'))
      this.#leave()
      return
    }
    controller.enqueue(event)
  }

  /** Ends the stream after what was queued. */
  close(): void {
    const controller = this.#controller
    this.#leave()
    controller?.close()
  }

  #leave(): void {
    clearTimeout(this.#age)
    if (!this.#controller) return
    this.#controller = undefined
    this.#letGo()
    this.#onLeave(this)
  }
}
