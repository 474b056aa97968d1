// Prices of one run are often parts of a cent; more places than these say nothing to a person.
const MAX_DECIMALS = 4
// The platform bills tokens to six places; sums have no more.
const BILLED_DECIMALS = 6
const RIGHT_TO_LEFT_MARK = '\u200f'
const LEFT_TO_RIGHT_MARK = '\u200e'

/**
 * An amount (a decimal string) in a currency, with as many places as a price per run needs: `$12.50`, `$0.003`.
 * What is no number is handed back as it is, so that nobody reads `NaN`.
 */
export function formatMoney(locale: string, amount: string, currency = 'USD', decimals?: number): string {
  const value = Number(amount)
  if (!amount.trim() || !Number.isFinite(value)) return amount
  const options = {
    minimumFractionDigits: 2,
    maximumFractionDigits: decimals ?? (Math.abs(value) >= 1 ? 2 : MAX_DECIMALS),
  }
  // Intl reads the digits of a decimal string as they stand; as a number, large amounts would change.
  const exact = amount.trim() as Intl.StringNumericLiteral
  try {
    const text = new Intl.NumberFormat(locale, { style: 'currency', currency, ...options }).format(exact)
    // In right-to-left text the sign of `US$` would jump to its front.
    return text.includes(RIGHT_TO_LEFT_MARK) ? text.replace(/[A-Z]+\$/, `$&${LEFT_TO_RIGHT_MARK}`) : text
  } catch {
    // A currency that Intl does not take, such as credits of a gateway.
    return `${new Intl.NumberFormat(locale, options).format(exact)} ${currency}`
  }
}

/** An amount in USD with every place that was billed: an answer often costs less than a hundredth of a cent. */
export function formatExactMoney(locale: string, amount: string): string {
  return formatMoney(locale, amount, 'USD', BILLED_DECIMALS)
}
