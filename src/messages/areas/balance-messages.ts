/** Balance. */
export interface BalanceMessages {
  balanceLabel: string
  /** `amount`: a decimal string. */
  balanceAmount: (amount: string, currency: string) => string
  balanceLow: string
  balanceTopUp: string
  balanceLoading: string
  balanceUnknown: string
  balanceRetry: string
}
