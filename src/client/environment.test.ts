// @vitest-environment jsdom
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createManualClock } from '../emulator/clock.js'
import { createEnvironment, type PageEvent } from './environment.js'

describe('the environment', () => {
  afterEach(() => vi.unstubAllGlobals())

  it('takes the emulator’s manual clock', async () => {
    const manual = createManualClock()
    const { clock } = createEnvironment(manual)
    const due: string[] = []
    clock.after(1_000, () => due.push('first'))
    const cancel = clock.after(2_000, () => due.push('cancelled'))
    const [wall, start] = [clock.now(), clock.monotonic()]
    cancel()
    await manual.advance(3_000)
    expect(due).toEqual(['first'])
    expect(clock.now() - wall).toBe(3_000)
    expect(clock.monotonic() - start).toBe(3_000)
    expect(clock.random()).toBeLessThan(1)
  })

  it('reports each event of page and network until it is stopped', () => {
    const events: PageEvent[] = []
    const stop = createEnvironment().onPageEvent((event) => events.push(event))
    const fire = () => {
      for (const type of ['online', 'offline', 'focus', 'pagehide', 'pageshow'])
        window.dispatchEvent(new Event(type))
      for (const type of ['visibilitychange', 'freeze', 'resume']) document.dispatchEvent(new Event(type))
    }
    fire()
    expect(events).toEqual([
      'online',
      'offline',
      'focus',
      'pagehide',
      'pageshow',
      'visibilitychange',
      'freeze',
      'resume',
    ])
    stop()
    fire()
    expect(events).toHaveLength(8)
  })

  it('reports what another tab wrote', () => {
    const keys: (string | null)[] = []
    const stop = createEnvironment().onStorage((key) => keys.push(key))
    window.dispatchEvent(new StorageEvent('storage', { key: 'a' }))
    window.dispatchEvent(new StorageEvent('storage', { key: null }))
    stop()
    window.dispatchEvent(new StorageEvent('storage', { key: 'b' }))
    expect(keys).toEqual(['a', null])
  })

  it('works where there is no browser', () => {
    for (const name of ['window', 'document', 'navigator', 'BroadcastChannel']) vi.stubGlobal(name, undefined)
    const environment = createEnvironment()
    expect(environment.isOffline()).toBe(false)
    expect(environment.isHidden()).toBe(false)
    expect(environment.storage).toBeNull()
    expect(environment.locks()).toBeUndefined()
    expect(environment.openChannel('x')).toBeUndefined()
    environment.onPageEvent(() => {})()
    environment.onStorage(() => {})()
  })

  it('has no storage where a policy forbids it', () => {
    const blocked = {
      get localStorage() {
        throw new DOMException('Blocked', 'SecurityError')
      },
    }
    vi.stubGlobal('window', blocked)
    expect(createEnvironment().storage).toBeNull()
  })

  it('calls a clock’s methods on the clock', () => {
    class Stopped {
      #at = 5
      now() {
        return this.#at
      }
      setTimeout() {
        return this.#at
      }
      clearTimeout() {}
      monotonic() {
        return this.#at
      }
      random() {
        return this.#at / 10
      }
    }
    const { clock } = createEnvironment(new Stopped())
    expect([clock.now(), clock.monotonic(), clock.random()]).toEqual([5, 5, 0.5])
  })
})
