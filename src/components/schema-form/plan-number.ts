import type { JsonSchema } from '../../protocol/model.js'
import type { NumberPlan } from './field-plan.js'

// Beyond this many steps a slider cannot be set to a value any more.
const MAX_SLIDER_STEPS = 2000
const DEFAULT_SLIDER_STEPS = 100

/** A number field from its schema node. Knows `exclusiveMinimum` both as a number and, in OpenAPI 3.0, as a flag. */
export function planNumber(
  base: Omit<NumberPlan, 'kind' | 'integer' | 'slider'>,
  schema: JsonSchema,
  seed = false,
): NumberPlan {
  const minimum = typeof schema.exclusiveMinimum === 'number' ? schema.exclusiveMinimum : schema.minimum
  const maximum = typeof schema.exclusiveMaximum === 'number' ? schema.exclusiveMaximum : schema.maximum
  const integer = schema.type === 'integer'
  const span = minimum === undefined || maximum === undefined ? undefined : maximum - minimum
  const step = schema.multipleOf ?? (integer ? 1 : undefined)
  return {
    ...base,
    kind: 'number',
    integer,
    ...(minimum === undefined ? undefined : { minimum }),
    ...(maximum === undefined ? undefined : { maximum }),
    ...(isExclusive(schema.exclusiveMinimum) ? { exclusiveMinimum: true } : undefined),
    ...(isExclusive(schema.exclusiveMaximum) ? { exclusiveMaximum: true } : undefined),
    ...(step === undefined ? undefined : { step }),
    ...(seed ? { seed } : undefined),
    slider:
      !seed &&
      span !== undefined &&
      span > 0 &&
      span / (step ?? span / DEFAULT_SLIDER_STEPS) <= MAX_SLIDER_STEPS,
  }
}

function isExclusive(bound: number | boolean | undefined): boolean {
  return typeof bound === 'number' || bound === true
}
