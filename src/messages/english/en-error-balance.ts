import type { ErrorBalanceMessages } from '../areas/error-messages.js'
import { formatMoney } from '../format-money.js'

/** English: the balance in a notice. */
export const enErrorBalance: ErrorBalanceMessages = {
  errorBalance: (amount, currency) => `Balance: ${formatMoney('en', amount, currency)}`,
  errorToppedUp: 'Balance updated.',
}
