// @vitest-environment node
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatMoney, parseMoney, timesMoney } from './money.js'

test.each([
  ['12.5', '12.50000000'],
  [0.1, '0.10000000'],
  ['0.00000001', '0.00000001'],
  ['-3', '-3.00000000'],
])('%s is %s', (given, shown) => {
  expect(formatMoney(parseMoney(given))).toBe(shown)
})

test.each(['', 'x', '1,5', '1e3'])('"%s" is no amount', (text) => {
  expect(() => parseMoney(text)).toThrow(TypeError)
})

test('what is shown is read back to the unit, and a whole multiple is exact', () => {
  fc.assert(
    fc.property(fc.bigInt(-(10n ** 18n), 10n ** 18n), fc.integer({ min: 0, max: 1e6 }), (units, times) => {
      expect(parseMoney(formatMoney(units))).toBe(units)
      if (units >= 0n) expect(timesMoney(units, times)).toBe(units * BigInt(times))
    }),
  )
})
