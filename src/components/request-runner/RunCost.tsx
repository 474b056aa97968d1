import { usePricing } from '../../hooks/usePricing.js'
import { enRunCost } from '../../messages/english/en-run-cost.js'
import { useAreaMessages } from '../internal/use-area-messages.js'
import { Part } from './parts.js'

/** What a run with this input costs. */
export function RunCost({ endpoint, input }: { endpoint: string; input: Record<string, unknown> }) {
  const messages = useAreaMessages(enRunCost)
  const { estimate } = usePricing(endpoint, input)
  if (estimate?.amount === undefined) return null
  return (
    <Part part="cost" as="span" look="hint">
      {messages.runnerCost(estimate.amount, estimate.isExact)}
    </Part>
  )
}
