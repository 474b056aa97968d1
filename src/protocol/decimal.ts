/**
 * Exact arithmetic on decimal strings, as the platform writes money ("12.50000000", "0.0025"). Floating point would
 * turn 0.1 × 3 into 0.30000000000000004, on somebody's bill.
 */
export interface Decimal {
  /** The digits as one integer. */
  readonly units: bigint
  /** How many of them stand after the point. */
  readonly scale: number
}

/** A number with more digits than this is no amount, and must not cost time. */
const MAX_DIGITS = 60

/** Reads "12.50", "-3", ".5", "1e-8", or a finite number; undefined for anything else. */
export function parseDecimal(value: unknown): Decimal | undefined {
  const text = typeof value === 'number' ? String(value) : value
  if (typeof text !== 'string') return undefined
  const match = /^\s*([+-]?)(\d*)\.?(\d*)(?:e([+-]?\d{1,3}))?\s*$/i.exec(text)
  if (!match) return undefined
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match
  const scale = fraction.length - Number(exponent)
  if (!(whole + fraction) || (whole + fraction).length + Math.abs(scale) > MAX_DIGITS) return undefined
  const digits = BigInt(whole + fraction) * (sign === '-' ? -1n : 1n)
  return scale < 0 ? { units: digits * 10n ** BigInt(-scale), scale: 0 } : { units: digits, scale }
}

export function multiplyDecimals(...factors: readonly Decimal[]): Decimal {
  return factors.reduce((product, factor) => ({
    units: product.units * factor.units,
    scale: product.scale + factor.scale,
  }))
}

export function addDecimals(...terms: readonly Decimal[]): Decimal {
  const scale = Math.max(0, ...terms.map((term) => term.scale))
  return { units: terms.reduce((sum, term) => sum + toScale(term, scale), 0n), scale }
}

/** Negative, zero or positive, as for a sort. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  const scale = Math.max(a.scale, b.scale)
  const difference = toScale(a, scale) - toScale(b, scale)
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

/** The shortest way to write it: "0.012", never "0.0120" or "1.2e-2". */
export function formatDecimal({ units, scale }: Decimal): string {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0')
  const whole = digits.slice(0, digits.length - scale)
  const fraction = digits.slice(digits.length - scale).replace(/0+$/, '')
  const sign = units < 0n ? '-' : ''
  return fraction ? `${sign}${whole}.${fraction}` : `${sign}${whole}`
}

function toScale({ units, scale }: Decimal, wanted: number): bigint {
  return units * 10n ** BigInt(wanted - scale)
}
