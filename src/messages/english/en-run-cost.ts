import type { RunCostMessages } from '../areas/runner-messages.js'
import { formatMoney } from '../format-money.js'

/** English: what a run costs. */
export const enRunCost: RunCostMessages = {
  runnerCost: (amount, isExact) => `${isExact ? '' : '≈ '}${formatMoney('en', amount)} per run`,
}
