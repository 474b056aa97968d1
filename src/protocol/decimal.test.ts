// @vitest-environment node
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareDecimals, formatDecimal, multiplyDecimals, parseDecimal, type Decimal } from './decimal.js'

const decimal = fc.record({
  units: fc.bigInt(-(10n ** 15n), 10n ** 15n),
  scale: fc.integer({ min: 0, max: 12 }),
})
const read = (text: string): Decimal => parseDecimal(text) ?? expect.fail(`"${text}" is a decimal`)

describe('decimal', () => {
  it('writes what it read, without needless zeros', () => {
    const shortest: Record<string, string> = {
      '12.50000000': '12.5',
      '0.0025': '0.0025',
      '-3': '-3',
      '.5': '0.5',
      '7.': '7',
      '0': '0',
      '1e-8': '0.00000001',
      '1.5E3': '1500',
      '99999999999999999.01': '99999999999999999.01',
    }
    for (const [text, wanted] of Object.entries(shortest)) expect(formatDecimal(read(text))).toBe(wanted)
  })

  it('reads nothing from what is no number', () => {
    for (const value of [
      '',
      '.',
      'abc',
      'NaN',
      'Infinity',
      '1,5',
      '1e999',
      '9'.repeat(100),
      NaN,
      Infinity,
      null,
      {},
    ])
      expect(parseDecimal(value), String(value)).toBeUndefined()
  })

  it('multiplies without the error of floating point', () => {
    expect(formatDecimal(multiplyDecimals(read('0.1'), read('3')))).toBe('0.3')
    expect(formatDecimal(multiplyDecimals(read('0.0525'), read('5'), read('2')))).toBe('0.525')
  })

  it('survives a round trip and keeps the order', () => {
    fc.assert(
      fc.property(decimal, decimal, (a, b) => {
        expect(compareDecimals(read(formatDecimal(a)), a)).toBe(0)
        expect(compareDecimals(a, b)).toBe(0 - compareDecimals(b, a))
      }),
    )
    expect(compareDecimals(read('9.99'), read('10'))).toBe(-1)
    expect(compareDecimals(read('10.00'), read('10'))).toBe(0)
  })
})
