import type { JsonSchema } from '../../protocol/model.js'
import type { FieldBase } from './field-plan.js'
import { optionLabels, optionRatios } from './option-labels.js'

/** One of several values. */
export function planChoice(base: FieldBase, all: readonly unknown[], schema: JsonSchema) {
  // `5` and `"5"` are one option to whoever chooses; the first is sent.
  const options = [
    ...new Map([...all].reverse().map((option) => [String(option), option])).values(),
  ].reverse()
  const ratios = optionRatios(options)
  return {
    ...base,
    kind: 'choice' as const,
    options,
    optionLabels: optionLabels(options, schema),
    ...(ratios ? { ratios } : undefined),
  }
}
