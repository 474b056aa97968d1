import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { FakeClock } from '../../../test/support/fake-clock.js'
import { fakeLocks } from '../../../test/support/fake-locks.js'
import { claim } from './claim.js'

describe('claim', () => {
  let clock: FakeClock
  beforeEach(() => {
    clock = new FakeClock()
    Object.defineProperty(navigator, 'locks', { configurable: true, value: fakeLocks() })
    onTestFinished(() => void Reflect.deleteProperty(navigator, 'locks'))
  })
  const inTab = (held = new Set<string>(), signal = new AbortController().signal) => {
    const claimed = { release: undefined as (() => void) | undefined, isAnswered: false }
    void claim('film', held, { clock, locks: () => navigator.locks }, signal).then((release) =>
      Object.assign(claimed, { release, isAnswered: true }),
    )
    return claimed
  }

  it('is refused at once where an upload of this page has the file', async () => {
    const held = new Set<string>()
    inTab(held)
    await clock.advance(0)
    const second = inTab(held)
    await clock.advance(0)
    expect(second).toEqual({ release: undefined, isAnswered: true })
  })

  it('waits for a tab that is being closed', async () => {
    const closed = inTab()
    await clock.advance(0)
    const next = inTab()
    await clock.advance(900)
    expect(next.isAnswered).toBe(false)
    closed.release?.()
    await clock.advance(0)
    expect(next.release).toBeTypeOf('function')
    expect(clock.pending).toBe(0)
  })

  it('continues without a claim when another tab keeps the file', async () => {
    inTab()
    await clock.advance(0)
    const other = inTab()
    await clock.advance(1_000)
    expect(other).toEqual({ release: undefined, isAnswered: true })
    expect(clock.pending).toBe(0)
  })

  it('waits no longer than its upload lasts', async () => {
    inTab()
    await clock.advance(0)
    const cancelled = new AbortController()
    const held = new Set<string>()
    const other = inTab(held, cancelled.signal)
    await clock.advance(0)
    cancelled.abort()
    await clock.advance(0)
    expect(other).toEqual({ release: undefined, isAnswered: true })
    expect(held.size).toBe(0)
    expect(clock.pending).toBe(0)
  })

  it('guards this page alone where locks are forbidden', async () => {
    const request = () => Promise.reject(new DOMException('no', 'SecurityError'))
    Object.defineProperty(navigator, 'locks', { configurable: true, value: { request } })
    const held = new Set<string>()
    const first = inTab(held)
    await clock.advance(0)
    expect(first.release).toBeTypeOf('function')
    expect(held.size).toBe(1)
  })
})
