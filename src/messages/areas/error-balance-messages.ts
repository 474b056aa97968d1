/** ErrorNotice: the balance, where it is not enough. */
export interface ErrorBalanceMessages {
  /** `amount`: a decimal string. */
  errorBalance: (amount: string, currency: string) => string
  /** Told when money came in while the notice was open. */
  errorToppedUp: string
}
