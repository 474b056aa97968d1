// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { createByteRate } from './byte-ledger.js'

/** Sends so many bytes every 100 ms for a while. */
function send(rate: ReturnType<typeof createByteRate>, bytes: number, from: number, to: number): void {
  for (let now = from; now < to; now += 100) rate.add(bytes, now)
}

describe('byte rate', () => {
  it('says nothing until it knows something', () => {
    const rate = createByteRate()
    expect(rate.at(0)).toBe(0)
    rate.add(1_000_000, 0)
    expect(rate.at(500)).toBe(0)
  })

  it('finds a steady speed and stays with it', () => {
    const rate = createByteRate()
    send(rate, 100_000, 0, 20_000)
    expect(rate.at(20_000)).toBeGreaterThan(950_000)
    expect(rate.at(20_000)).toBeLessThan(1_050_000)
  })

  it('does not jump when the line hiccups', () => {
    const rate = createByteRate()
    send(rate, 100_000, 0, 20_000)
    const before = rate.at(20_000)
    expect(rate.at(20_500)).toBeGreaterThan(before * 0.8)
    send(rate, 400_000, 20_500, 21_000)
    expect(rate.at(21_000)).toBeLessThan(before * 1.4)
  })

  it('follows a lasting change within some seconds', () => {
    const rate = createByteRate()
    send(rate, 100_000, 0, 20_000)
    send(rate, 10_000, 20_000, 40_000)
    expect(rate.at(40_000)).toBeLessThan(130_000)
  })

  it('fades while nothing moves, and starts over after a reset', () => {
    const rate = createByteRate()
    send(rate, 100_000, 0, 5_000)
    expect(rate.at(60_000)).toBeLessThan(10_000)
    rate.reset()
    expect(rate.at(60_000)).toBe(0)
  })
})
