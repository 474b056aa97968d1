// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Refusal } from '../refusal.js'
import { StreamHub, DEFAULT_STREAM_TIMING } from './stream-hub.js'
import { directSource, type OpenStream } from './stream-source.js'

beforeEach(() => {
  vi.useFakeTimers()
  vi.spyOn(Math, 'random').mockReturnValue(1)
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const SNAPSHOT = 'event: snapshot\ndata: {"type":"snapshot","requests":[]}\n\n'
const encode = (text: string) => new TextEncoder().encode(text)

/** A platform whose streams are opened by hand: each open is counted and its controller kept. */
function platformWith(isUp: () => boolean) {
  const opened: {
    time: number
    signal: AbortSignal
    controller?: ReadableStreamDefaultController<Uint8Array>
  }[] = []
  const open: OpenStream = async (signal) => {
    const stream: (typeof opened)[number] = { time: Date.now(), signal }
    opened.push(stream)
    if (!isUp()) return { isFinal: false, toResponse: () => new Refusal(502, 'down').toResponse() }
    return new ReadableStream<Uint8Array>({
      start(controller) {
        stream.controller = controller
        controller.enqueue(encode(SNAPSHOT))
      },
    })
  }
  return { opened, open }
}

const never = () => new AbortController().signal

async function readAll(response: Response): Promise<string> {
  return response.text().catch(() => 'cut')
}

describe('a hub', () => {
  it('takes a minute without a byte for a dead connection and makes a new one', async () => {
    const { opened, open } = platformWith(() => true)
    const response = await new StreamHub(directSource(open)).join(undefined, never())
    await vi.advanceTimersByTimeAsync(59_000)
    opened[0]?.controller?.enqueue(encode(': hb\n\n'))
    await vi.advanceTimersByTimeAsync(59_000)
    expect(opened).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(1_000 + DEFAULT_STREAM_TIMING.backoffMs)
    expect(opened).toHaveLength(2)
    await response.body?.cancel()
  })

  it('waits longer after each failure, and lets its browsers go when the platform stays away', async () => {
    let isUp = true
    const { opened, open } = platformWith(() => isUp)
    const hub = new StreamHub(directSource(open))
    const text = readAll(await hub.join(undefined, never()))
    await vi.advanceTimersByTimeAsync(0)
    isUp = false
    opened[0]?.controller?.close()
    const cutAt = Date.now()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(await text).toBe(SNAPSHOT)
    expect(opened.slice(1).map(({ time }) => time - cutAt)).toEqual([
      500, 1_500, 3_500, 7_500, 12_500, 17_500,
    ])
    expect(hub.isIdle).toBe(true)
  })

  it('lets go of each connection before the next, so that a long life holds no more than one', async () => {
    let isUp = true
    const { opened, open } = platformWith(() => isUp)
    const response = await new StreamHub(directSource(open)).join(undefined, never())
    for (const nextIsUp of [true, false, true, true]) {
      await vi.advanceTimersByTimeAsync(0)
      isUp = nextIsUp
      opened.at(-1)?.controller?.close()
      await vi.advanceTimersByTimeAsync(2_000)
    }
    expect(opened.length).toBeGreaterThan(4)
    expect(opened.filter(({ signal }) => !signal.aborted)).toEqual([opened.at(-1)])
    await response.body?.cancel()
    await vi.advanceTimersByTimeAsync(DEFAULT_STREAM_TIMING.lingerMs)
    expect(opened.at(-1)?.signal.aborted).toBe(true)
  })

  it('sends whoever joins during an outage the result of the next attempt', async () => {
    let isUp = true
    const { opened, open } = platformWith(() => isUp)
    const hub = new StreamHub(directSource(open))
    const first = await hub.join(undefined, never())
    await vi.advanceTimersByTimeAsync(0)
    opened[0]?.controller?.close()
    await vi.advanceTimersByTimeAsync(0)
    const back = hub.join(undefined, never())
    await vi.advanceTimersByTimeAsync(500)
    expect((await back).status).toBe(200)
    isUp = false
    opened[1]?.controller?.close()
    await vi.advanceTimersByTimeAsync(0)
    const away = hub.join(undefined, never())
    await vi.advanceTimersByTimeAsync(500)
    expect((await away).status).toBe(502)
    await first.body?.cancel()
  })

  it('opens one connection for a page that joins and leaves a thousand times at once', async () => {
    const { opened, open } = platformWith(() => true)
    const hub = new StreamHub(directSource(open))
    for (let visit = 0; visit < 1_000; visit += 1) {
      const response = await hub.join(undefined, never())
      await response.body?.cancel()
    }
    expect(opened).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(DEFAULT_STREAM_TIMING.lingerMs)
    expect(hub.isIdle).toBe(true)
  })

  it('starts over after it was unmounted', async () => {
    const { opened, open } = platformWith(() => true)
    const hub = new StreamHub(directSource(open))
    for (let visit = 1; visit <= 3; visit += 1) {
      const response = await hub.join(undefined, never())
      expect(hub.isIdle).toBe(false)
      await response.body?.cancel()
      await vi.advanceTimersByTimeAsync(DEFAULT_STREAM_TIMING.lingerMs)
      expect(hub.isIdle).toBe(true)
      expect(opened).toHaveLength(visit)
    }
    await vi.advanceTimersByTimeAsync(600_000)
    expect(opened).toHaveLength(3)
    expect(vi.getTimerCount()).toBe(0)
  })
})
