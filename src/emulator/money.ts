/** Amounts are decimal strings with eight places, in USD; inside they are whole 1e-8 units, so that nothing is rounded twice. */
const PLACES = 8
const UNIT = 10n ** BigInt(PLACES)

/** "12.5" or 12.5 → units. Throws on what is no amount. */
export function parseMoney(amount: string | number): bigint {
  const text = typeof amount === 'number' ? amount.toFixed(PLACES) : amount.trim()
  const match = /^(-?)(\d+)(?:\.(\d*))?$/.exec(text)
  if (!match) throw new TypeError(`Not a decimal amount: "${text}". Write it like "12.50".`)
  const [, sign, whole = '0', fraction = ''] = match
  const units = BigInt(whole) * UNIT + BigInt(fraction.padEnd(PLACES, '0').slice(0, PLACES))
  return sign ? -units : units
}

/** Units → "12.50000000". */
export function formatMoney(units: bigint): string {
  const sign = units < 0n ? '-' : ''
  const digits = (units < 0n ? -units : units).toString().padStart(PLACES + 1, '0')
  return `${sign}${digits.slice(0, -PLACES)}.${digits.slice(-PLACES)}`
}

/** Units times a quantity that may be a fraction (seconds, megapixels), rounded to the nearest unit. */
export function timesMoney(units: bigint, quantity: number): bigint {
  const millionths = BigInt(Math.round(quantity * 1e6))
  return (units * millionths + 500_000n) / 1_000_000n
}
