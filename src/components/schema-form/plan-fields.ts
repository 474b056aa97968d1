import type { JsonSchema } from '../../protocol/model.js'
import { isSchema } from '../../shared/schema/resolve-schema.js'
import type { FieldPlan } from './field-plan.js'
import { Planner } from './plan-field.js'

/**
 * What a form shows for an input schema: one plan per property. Takes the node of the input itself; `$ref`s in it are
 * looked up in it (`components`, `$defs`). Undefined where there is nothing to plan: a model without a schema, or one
 * whose input is no object.
 */
export function planFields(schema: JsonSchema | undefined): FieldPlan[] | undefined {
  const root = inputOf(schema)
  if (!root || !schema) return undefined
  const planner = new Planner(root === schema ? root : { ...schema, ...root })
  const input = planner.resolve(root).schema
  return isSchema(input.properties) ? planner.fields(input, []) : undefined
}

/** A whole OpenAPI document may be given too: then its `Input` is meant. */
export function inputOf(schema: JsonSchema | undefined): JsonSchema | undefined {
  if (!schema || schema.properties) return schema
  const components = schema['components'] as { schemas?: Record<string, JsonSchema> } | undefined
  return components?.schemas?.['Input'] ?? schema
}
