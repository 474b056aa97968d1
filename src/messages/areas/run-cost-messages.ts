/** RequestRunner: what a run costs. */
export interface RunCostMessages {
  /** `amount`: a decimal string in USD. */
  runnerCost: (amount: string, isExact: boolean) => string
}
