import type { BalanceMessages } from '../areas/error-messages.js'
import { formatMoney } from '../format-money.js'

/** English: balance. */
export const enBalance: BalanceMessages = {
  balanceLabel: 'Balance',
  balanceAmount: (amount, currency) => formatMoney('en', amount, currency),
  balanceLow: 'Low balance',
  balanceTopUp: 'Add funds',
  balanceLoading: 'Loading balance',
  balanceUnknown: 'Balance unavailable',
  balanceRetry: 'Try again',
}
