import type { StreamFault } from '../faults/fault.js'
import type { StreamEvent } from '../../protocol/request-item.js'

type Controller = ReadableStreamDefaultController<Uint8Array>

/** Puts text on the wire as the fault wants it: whole, in splinters, in blocks, or not at all. */
export class StreamWriter {
  readonly #encoder = new TextEncoder()
  readonly #controller: Controller
  readonly #fault: StreamFault
  #held: Uint8Array[] = []
  #isOver = false
  #isBroken = false
  /** Whether the reader waits and nothing is queued for it. */
  #isAwaited = false

  constructor(controller: Controller, fault: StreamFault) {
    this.#controller = controller
    this.#fault = fault
    if (fault.bom) this.write('\uFEFF')
  }

  get isOver(): boolean {
    return this.#isOver
  }

  write(text: string): void {
    this.writeBytes(this.#encoder.encode(text))
  }

  /** As `write`, for text that ends within a character. */
  writeBytes(bytes: Uint8Array): void {
    if (this.#isOver) return
    const { buffer = false } = this.#fault
    if (buffer === false) return this.#push(bytes)
    this.#held.push(bytes)
    if (buffer === true) return
    const held = this.#held.reduce((sum, each) => sum + each.length, 0)
    if (held >= buffer) this.#flush()
  }

  /** A clean end: what was buffered still arrives. */
  end(): void {
    if (this.#isOver) return
    this.#flush()
    this.#isOver = true
    this.#controller.close()
  }

  /** A broken connection: what was buffered is lost, what was sent before arrives first. */
  break(): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#isBroken = true
    if (this.#isAwaited) this.awaited()
  }

  /** The reader asks for more than there is. */
  awaited(): void {
    this.#isAwaited = true
    if (this.#isBroken) this.#controller.error(new TypeError('terminated'))
  }

  /** The reader left. */
  abandon(): void {
    this.#isOver = true
    this.#held = []
  }

  #flush(): void {
    const held = this.#held
    this.#held = []
    for (const bytes of held) this.#push(bytes)
  }

  #push(bytes: Uint8Array): void {
    this.#isAwaited = false
    const step = this.#fault.splitEvery ?? bytes.length
    for (let at = 0; at < bytes.length; at += Math.max(1, step)) {
      this.#controller.enqueue(bytes.subarray(at, at + Math.max(1, step)))
    }
  }
}

type Style = Pick<StreamFault, 'typeIn' | 'newline' | 'multiline'>

/** One event in the text/event-stream format. */
export function encodeEvent(event: StreamEvent, style: Style = {}): string {
  const { typeIn = 'both', newline = '\n', multiline = false } = style
  const { type, ...rest } = event
  const data = typeIn === 'event' ? rest : event
  const json = multiline ? JSON.stringify(data, null, 1) : JSON.stringify(data)
  const lines = json.split('\n').map((line) => `data: ${line}`)
  if (typeIn !== 'data') lines.unshift(`event: ${type}`)
  return lines.join(newline) + newline + newline
}
