import type { JsonSchema } from '../../protocol/model.js'
import type { FieldPlan } from './field-plan.js'
import { isRequired } from './is-required.js'
import { orderedNames } from './ordered-names.js'
import { planField } from './plan-field.js'

/**
 * What a form shows for an input schema: one plan per property, in the order of `x-order`. Takes the node of the input
 * itself; `$ref`s in it are looked up in it (`components`, `$defs`). Undefined where there is nothing to plan: a model
 * without a schema, or one whose input is no object.
 */
export function planFields(schema: JsonSchema | undefined): FieldPlan[] | undefined {
  const input = inputOf(schema)
  if (!input?.properties) return undefined
  const root = schema ?? input
  return orderedNames(input.properties).map((name) =>
    planField(
      {
        schema: input.properties?.[name] ?? {},
        path: [name],
        required: isRequired(input, name),
      },
      root,
    ),
  )
}

/** A whole OpenAPI document may be given too: then its `Input` is meant. */
function inputOf(schema: JsonSchema | undefined): JsonSchema | undefined {
  if (!schema || schema.properties) return schema
  const components = schema['components'] as { schemas?: Record<string, JsonSchema> } | undefined
  return components?.schemas?.['Input'] ?? schema
}
