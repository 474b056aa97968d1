// Prices of one run are often parts of a cent; more places than these say nothing to a person.
const MAX_DECIMALS = 4

/** An amount (a decimal string) in a currency, with as many places as a price per run needs: `$12.50`, `$0.003`. */
export function formatMoney(locale: string, amount: string, currency = 'USD'): string {
  const value = Number(amount)
  const digits = Math.abs(value) >= 1 ? 2 : MAX_DECIMALS
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: 2,
    maximumFractionDigits: digits,
  }).format(value)
}
