// @vitest-environment node
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createByteLedger } from './byte-ledger.js'
import type { Progress } from '../upload-updates.js'

type Step =
  | { do: 'sending'; part: number; share: number }
  | { do: 'confirm' | 'drop'; part: number }
  | { do: 'begin' | 'restart' }

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant('sending' as const),
    part: fc.nat(4),
    share: fc.double({ min: 0, max: 1.2, noNaN: true }),
  }),
  fc.record({ do: fc.constantFrom('confirm' as const, 'drop' as const), part: fc.nat(4) }),
  fc.record({ do: fc.constantFrom('begin' as const, 'restart' as const) }),
)

describe('byte ledger', () => {
  it('never goes back within an attempt, never reaches 1 before the server agreed, never shows NaN', () => {
    fc.assert(
      fc.property(
        fc.nat(5_000_000),
        fc.array(fc.tuple(step, fc.nat(3000)), { maxLength: 60 }),
        (total, steps) => {
          const ledger = createByteLedger(total)
          const confirmed = new Set<number>()
          const sizeOf = (part: number) =>
            Math.floor(((part + 1) * total) / 5) - Math.floor((part * total) / 5)
          let now = 0
          let before: Progress = ledger.progress(now)
          for (const [{ do: what, ...given }, pause] of steps) {
            now += pause
            const part = 'part' in given ? given.part : 0
            if (what === 'sending' && !confirmed.has(part) && 'share' in given) {
              ledger.sending(part, Math.floor(given.share * sizeOf(part)), now)
            } else if (what === 'confirm' && !confirmed.has(part)) {
              confirmed.add(part)
              ledger.confirm(part, sizeOf(part))
            } else if (what === 'drop') ledger.drop(part)
            else if (what === 'begin')
              ledger.begin([...confirmed].reduce((sum, each) => sum + sizeOf(each), 0))
            else if (what === 'restart') {
              ledger.restart()
              confirmed.clear()
            }
            const shown = ledger.progress(now)
            for (const value of Object.values(shown)) expect(value).not.toBeNaN()
            expect(shown.total).toBe(total)
            expect(shown.loaded).toBeLessThanOrEqual(total)
            expect(shown.ratio).toBeLessThan(1)
            expect(shown.bytesPerSecond).toBeGreaterThanOrEqual(0)
            if (what !== 'restart') {
              expect(shown.ratio).toBeGreaterThanOrEqual(before.ratio)
              expect(shown.loaded).toBeGreaterThanOrEqual(before.loaded)
            }
            before = shown
          }
        },
      ),
    )
  })

  it('continues from what is on the server', () => {
    const ledger = createByteLedger(100)
    ledger.begin(40)
    expect(ledger.progress(0).ratio).toBe(0.4)
    ledger.sending(5, 10, 10)
    expect(ledger.progress(10).loaded).toBe(50)
  })

  it('holds still while a lost part is sent again', () => {
    const ledger = createByteLedger(100)
    ledger.sending(1, 30, 0)
    ledger.progress(0)
    ledger.drop(1)
    expect(ledger.progress(1).loaded).toBe(30)
    ledger.sending(1, 20, 2)
    expect(ledger.progress(2).loaded).toBe(30)
    ledger.sending(1, 40, 3)
    expect(ledger.progress(3).loaded).toBe(40)
  })

  it('counts the time left by what must really be sent', () => {
    const ledger = createByteLedger(1000)
    for (let second = 1; second <= 5; second++) ledger.sending(1, second * 100, second * 1000)
    ledger.progress(5000)
    ledger.drop(1)
    const { bytesPerSecond, secondsRemaining } = ledger.progress(5000)
    expect(secondsRemaining).toBe(Math.ceil(1000 / bytesPerSecond))
  })
})
