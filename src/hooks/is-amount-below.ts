import { compareDecimals, parseDecimal } from '../protocol/decimal.js'

/** Whether an amount (a decimal string) is less than a limit, without the errors of floating point; false where either is no number. */
export function isAmountBelow(amount: string | undefined, limit: string | number | undefined): boolean {
  const [left, right] = [parseDecimal(amount), parseDecimal(limit)]
  return Boolean(left && right && compareDecimals(left, right) < 0)
}
