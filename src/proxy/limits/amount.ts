import { formatDecimal, parseDecimal } from '../../protocol/decimal.js'

/** Amounts of money are counted in trillionths of a dollar: finer than any price of the platform. */
const SCALE = 12

/** Reads a decimal string or number; undefined where it is none, or less than zero. What is finer than the scale is rounded up. */
export function toAmount(value: unknown): bigint | undefined {
  const decimal = parseDecimal(value)
  if (!decimal || decimal.units < 0n) return undefined
  const { units, scale } = decimal
  if (scale <= SCALE) return units * 10n ** BigInt(SCALE - scale)
  const divisor = 10n ** BigInt(scale - SCALE)
  return (units + divisor - 1n) / divisor
}

export function fromAmount(amount: bigint): string {
  return formatDecimal({ units: amount, scale: SCALE })
}
