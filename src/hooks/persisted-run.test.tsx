import { act } from '@testing-library/react'
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { emulatorFetch } from '../../test/support/emulator-fetch.js'
import { hookStage } from '../../test/support/hook-stage.js'
import { hushWarning } from '../../test/support/hush-warning.js'
import type { Emulator } from '../emulator/emulator.js'
import { useRequest } from './useRequest.js'

afterEach(() => localStorage.clear())

/** Storage that outlives a page; a reload is an unmount and a new provider over the same storage. */
const MOMENTS = [0, 1, 50, 99, 150, 250, 500, 3_000]

describe.each(MOMENTS)('a reload %i ms after the click', (ms) => {
  it('takes the run up: one request, its output, callbacks once', async () => {
    const { emulator, advance, render, clock } = hookStage({ latencyMs: 100 })
    const onSucceeded = vi.fn()
    const useRun = () => useRequest('test/echo', { persistKey: 'k', onSucceeded })
    const first = render(useRun)
    act(() => first.result.current.submit({ text: 'hello' }))
    if (ms) await advance(ms)
    first.unmount()

    const second = render(useRun)
    await advance(20_000)
    expect(second.result.current.phase).toBe('succeeded')
    expect(second.result.current.output).toBeDefined()
    expect(second.result.current.variables).toEqual({ text: 'hello' })
    expect(emulator.requests()).toHaveLength(1)
    expect(onSucceeded).toHaveBeenCalledTimes(1)
    second.unmount()

    const third = render(useRun)
    await advance(20_000)
    expect(third.result.current.phase).toBe('succeeded')
    expect(onSucceeded).toHaveBeenCalledTimes(1)
    act(() => third.result.current.reset())
    third.unmount()
    const fourth = render(useRun)
    await advance(1_000)
    expect(fourth.result.current.phase).toBe('idle')
    expect(emulator.requests()).toHaveLength(1)
    fourth.unmount()
    await advance(2_000)
    expect(clock.pending).toBe(0)
  })
})

describe('a reload before the answer to the submit', () => {
  it('leaves it to the new page to report that it was accepted', async () => {
    const { emulator, advance, render } = await leftUnanswered()
    const onSubmitted = vi.fn()
    const useRun = () => useRequest('test/echo', { persistKey: 'k', onSubmitted })
    const second = render(useRun)
    await advance(5_000)
    expect(second.result.current.phase).toBe('succeeded')
    expect(onSubmitted).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ requestId: emulator.requests()[0]?.id, endpoint: 'test/echo' }),
    )
    second.unmount()
    const third = render(useRun)
    await advance(5_000)
    expect(onSubmitted).toHaveBeenCalledTimes(1)
    third.unmount()
  })

  it('leaves it to the new page to report that its state is unknown', async () => {
    const { emulator, advance, render } = await leftUnanswered()
    emulator.set({ faults: [{ route: 'list', status: 403, body: { error: 'No access', statusCode: 403 } }] })
    const onError = vi.fn()
    const onFailed = vi.fn()
    const second = render(() => useRequest('test/echo', { persistKey: 'k', onError, onFailed }))
    await advance(5_000)
    expect(second.result.current.phase).toBe('failed')
    expect(onError).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ maybeSubmitted: true }))
    expect(onFailed).toHaveBeenCalledTimes(1)
    second.unmount()
  })
})

describe('persistKey', () => {
  it('is shared by two components: one run, reported once', async () => {
    const { emulator, advance, render } = hookStage({ latencyMs: 100 })
    const onSucceeded = vi.fn()
    const { result, unmount } = render(() => ({
      a: useRequest('test/echo', { persistKey: 'k', onSucceeded }),
      b: useRequest('test/echo', { persistKey: 'k', onSucceeded }),
    }))
    act(() => {
      result.current.a.submit({ text: 'hello' })
      result.current.b.submit({ text: 'hello' })
    })
    await advance(20_000)
    expect(result.current.b.phase).toBe('succeeded')
    expect(result.current.b.requestId).toBe(result.current.a.requestId)
    expect(emulator.requests()).toHaveLength(1)
    expect(onSucceeded).toHaveBeenCalledTimes(1)
    unmount()
  })

  it('is not sent again when the storage was full after its first record', async () => {
    const { emulator, advance, render } = hookStage({ latencyMs: 100 })
    // Where there are locks, what nobody has is sent again.
    const request = (...call: unknown[]) => (call.at(-1) as () => Promise<unknown>)()
    Object.defineProperty(navigator, 'locks', { configurable: true, value: { request } })
    onTestFinished(() => void Reflect.deleteProperty(navigator, 'locks'))
    const { setItem } = Storage.prototype
    let writes = 0
    const full = vi.spyOn(Storage.prototype, 'setItem').mockImplementation(function (
      this: Storage,
      ...entry
    ) {
      if (++writes > 1) throw new DOMException('Storage is full.', 'QuotaExceededError')
      setItem.apply(this, entry)
    })
    const useRun = () => useRequest('test/echo', { persistKey: 'k' })
    const first = render(useRun)
    act(() => first.result.current.submit({ text: 'hello' }))
    await advance(1_000)
    first.unmount()
    full.mockRestore()

    const second = render(useRun)
    await advance(20_000)
    expect(second.result.current.phase).toBe('succeeded')
    expect(emulator.requests()).toHaveLength(1)
    second.unmount()
  })

  it('listens to other tabs while it is mounted, and no longer', async () => {
    const listening = new Set<unknown>()
    const add = vi.spyOn(window, 'addEventListener').mockImplementation((type, listener) => {
      if (type === 'storage') listening.add(listener)
    })
    const remove = vi
      .spyOn(window, 'removeEventListener')
      .mockImplementation((_, listener) => void listening.delete(listener))
    const { render } = hookStage()
    const { unmount } = render(() => useRequest('test/echo', { persistKey: 'k' }))
    expect(listening.size).toBe(1)
    unmount()
    expect(listening.size).toBe(0)
    add.mockRestore()
    remove.mockRestore()
  })

  it('is found again, and reported once, when the platform’s clock differs from this machine’s', async () => {
    const { clock, emulator, advance, render } = hookStage({ latencyMs: 100 })
    const month = 30 * 24 * 60 * 60 * 1000
    const { setTimeout, clearTimeout, random } = clock
    const ahead = { now: () => clock.now() + month, setTimeout, clearTimeout, random }
    emulator.set({ faults: [{ route: 'submit', times: 1, cut: 'after' }] })
    const onSucceeded = vi.fn()
    const useOne = () => useRequest('test/echo', { persistKey: 'k', onSucceeded })
    const first = render(useOne, { clock: ahead })
    act(() => first.result.current.submit({ text: 'hello' }))
    await advance(20_000)
    first.unmount()
    const second = render(useOne, { clock: ahead })
    await advance(5_000)
    expect(second.result.current.phase).toBe('succeeded')
    expect(onSucceeded).toHaveBeenCalledTimes(1)
    expect(emulator.requests()).toHaveLength(1)
    second.unmount()
  })

  it('belongs to its userKey', async () => {
    const { advance, render } = hookStage()
    const useRun = () => useRequest('test/echo', { persistKey: 'k' })
    const one = render(useRun, { userKey: 'one' })
    act(() => one.result.current.submit({ text: 'private' }))
    await advance(5_000)
    one.unmount()
    const two = render(useRun, { userKey: 'two' })
    await advance(5_000)
    expect(two.result.current).toMatchObject({ phase: 'idle', requestId: undefined })
    two.unmount()
  })

  const refuse = (name: string) => (): never => {
    throw new DOMException('no', name)
  }
  const BROKEN: [string, Partial<Storage>][] = [
    ['full', { setItem: refuse('QuotaExceededError') }],
    ['blocked', { getItem: refuse('SecurityError'), setItem: refuse('SecurityError') }],
    ['corrupt', { getItem: () => '{"version":1,"clientId":' }],
  ]

  it.each(BROKEN)('survives storage that is %s', async (_name, broken) => {
    const storage = { ...memoryStorage(), ...broken }
    hushWarning(/storage is full or read-only/)
    const { advance, render } = hookStage()
    const { result, unmount } = render(() => useRequest('test/echo', { persistKey: 'k' }), { storage })
    await advance(100)
    expect(result.current.phase).toBe('idle')
    act(() => result.current.submit({ text: 'hello' }))
    await advance(20_000)
    expect(result.current.phase).toBe('succeeded')
    unmount()
  })
})

/** A stage after a page that submitted and was gone before its answer. */
async function leftUnanswered() {
  const stage = hookStage()
  const page = stage.render(() => useRequest('test/echo', { persistKey: 'k' }), {
    fetch: neverAnswers(stage.emulator),
  })
  act(() => page.result.current.submit({ text: 'hello' }))
  await stage.advance(50)
  page.unmount()
  return stage
}

/** The network of a page that is gone before a submit is answered. */
function neverAnswers(emulator: Emulator): typeof fetch {
  const send = emulatorFetch(emulator)
  return async (input, init) => {
    const answer = await send(input, init)
    return init?.method === 'POST' ? new Promise(() => {}) : answer
  }
}

function memoryStorage(): Storage {
  const map = new Map<string, string>()
  return {
    length: 0,
    clear: () => map.clear(),
    key: () => null,
    getItem: (key) => map.get(key) ?? null,
    setItem: (key, value) => void map.set(key, value),
    removeItem: (key) => void map.delete(key),
  }
}
