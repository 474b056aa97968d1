import { parseDecimal } from '../protocol/decimal.js'

/** Whether a value of the network is an amount that can be shown. */
export function isAmount(value: unknown): value is string {
  return typeof value === 'string' && parseDecimal(value) !== undefined
}
