import { parseDecimal, compareDecimals } from '../protocol/decimal.js'

/** Whether a value of the network is an amount that can be shown. */
export function isAmount(value: unknown): value is string {
  return typeof value === 'string' && parseDecimal(value) !== undefined
}

/** Whether an amount (a decimal string) is less than a limit, without the errors of floating point; false where either is no number. */
export function isAmountBelow(amount: string | undefined, limit: string | number | undefined): boolean {
  const [left, right] = [parseDecimal(amount), parseDecimal(limit)]
  return Boolean(left && right && compareDecimals(left, right) < 0)
}
