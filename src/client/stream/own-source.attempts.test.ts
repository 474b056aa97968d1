import { describe, expect, it } from 'vitest'
import { afterEnd, afterSilentClose, type Attempts, heldBackMs, NO_ATTEMPTS } from './own-source.js'

const world = { retry: { baseMs: 1_000, maxMs: 8_000 }, now: 100, random: 1 }
const broken = { reason: 'broken', steadyMs: undefined, askedToWaitMs: 0 } as const
const unusable = { ...broken, reason: 'unusable' } as const

function waits(ends: Parameters<typeof afterEnd>[1][]): number[] {
  let attempts: Attempts = NO_ATTEMPTS
  return ends.map((end) => {
    attempts = afterEnd(attempts, end, world)
    return attempts.notBefore - world.now
  })
}

describe('the wait before the next attempt', () => {
  it('doubles with each break in a row, up to the cap', () => {
    expect(waits([broken, broken, broken, broken, broken])).toEqual([1_000, 2_000, 4_000, 8_000, 8_000])
  })

  it('restarts after a stream that was steady for 5 s, and not after one that was shorter', () => {
    expect(waits([broken, broken, { ...broken, steadyMs: 5_000 }])).toEqual([1_000, 2_000, 1_000])
    expect(waits([broken, broken, { ...broken, steadyMs: 4_999 }])).toEqual([1_000, 2_000, 4_000])
  })

  it('is by chance between nothing and the whole', () => {
    const { notBefore } = afterEnd(NO_ATTEMPTS, broken, { ...world, random: 0.25 })
    expect(notBefore - world.now).toBe(250)
  })

  it('is as long as the server asks for, where that is longer', () => {
    expect(waits([{ ...broken, askedToWaitMs: 60_000 }])).toEqual([60_000])
    expect(waits([{ ...broken, askedToWaitMs: 10 }])).toEqual([1_000])
  })

  it('is half a minute for a stream that cannot be used, doubling to five, and counts as no break', () => {
    expect(waits(Array(6).fill(unusable))).toEqual([30_000, 60_000, 120_000, 240_000, 300_000, 300_000])
    expect(waits([unusable, broken])).toEqual([30_000, 1_000])
    const least = afterEnd(NO_ATTEMPTS, unusable, { ...world, random: 0 })
    expect(least.notBefore - world.now).toBe(22_500)
  })
})

describe('a stream that is wanted again', () => {
  it('waits for what was learnt of one that cannot be used, not for a break', () => {
    const refused = afterEnd(NO_ATTEMPTS, unusable, world)
    expect(heldBackMs(refused, world.now + 10_000)).toBe(20_000)
    expect(heldBackMs(refused, world.now + 40_000)).toBe(0)
    expect(heldBackMs(afterEnd(NO_ATTEMPTS, broken, world), world.now)).toBe(0)
  })

  it('waits, too, after one that was closed before it gave a byte, never for more than five minutes', () => {
    let attempts: Attempts = NO_ATTEMPTS
    const held = Array.from({ length: 6 }, () => {
      attempts = afterSilentClose(attempts, 0)
      return heldBackMs(attempts, 0)
    })
    expect(held).toEqual([30_000, 60_000, 120_000, 240_000, 300_000, 300_000])
  })
})
