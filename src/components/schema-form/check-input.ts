import type { FormProblemMessages } from '../../messages/areas/form-messages.js'
import type { JsonSchema } from '../../protocol/model.js'
import { isFileUrl } from '../../shared/schema/file-field.js'
import { isSchema } from '../../shared/schema/resolve-schema.js'
import { type SchemaProblem, validate } from '../../shared/schema/validate.js'
import { type FieldPlan, movePlan, type Path, pathKey } from './field-plan.js'
import { cleanInput, type Input, isAllowedEmpty, isOpaque, variantOf } from './form-input.js'
import { inputOf } from './read-node.js'

/** One thing that is wrong, without words: the form's messages have them. */
export type Problem =
  SchemaProblem | { path: Path; code: 'not-json' | 'not-a-number' | 'not-a-url' | 'text'; text?: string }

/**
 * Checks an input before it costs a request: what is missing by the form's own fields, the rest by the schema. The platform
 * checks again; this only saves the trip.
 */
export function checkInput(plans: readonly FieldPlan[], input: Input, schema?: JsonSchema): Problem[] {
  const missing = plans.flatMap((plan) =>
    checkFilled(plan, plan.path.length === 0 ? input : valueOf(input, plan)),
  )
  const taken = new Set(missing.map(({ path }) => pathKey(path)))
  const found: Problem[] = validate(cleanInput(plans, input), inputOf(schema), {
    root: schema ?? {},
    isOpaque,
  })
  return [...missing, ...found.filter(({ path }) => !taken.has(pathKey(path)))]
}

function valueOf(holder: unknown, plan: FieldPlan): unknown {
  const name = plan.path.at(-1)
  if (name === undefined || typeof holder !== 'object' || holder === null) return undefined
  return Object.hasOwn(holder, name) ? (holder as Record<string | number, unknown>)[name] : undefined
}

/** What is empty and must not be, as a user sees it: an empty text is one that was not filled in. */
function checkFilled(plan: FieldPlan, value: unknown): Problem[] {
  const { path } = plan
  if (plan.kind === 'constant') return []
  const isEmptyList = plan.kind !== 'json' && Array.isArray(value) && value.length === 0
  const isEmpty = value === undefined || value === null || value === '' || isEmptyList
  if (plan.kind === 'group') {
    if (!isSchema(value)) return plan.required && value === undefined ? requiredIn(plan.fields) : []
    return plan.fields.flatMap((field) => checkFilled(field, valueOf(value, field)))
  }
  if (isEmpty)
    return plan.required && !isDefaultText(plan, value) && !(isEmptyList && isAllowedEmpty(plan))
      ? [{ path, code: 'required' }]
      : []
  switch (plan.kind) {
    case 'list':
      return (Array.isArray(value) ? value : []).flatMap((entry: unknown, index) =>
        checkFilled(movePlan(plan.item, plan.item.path, [...path, index]), entry),
      )
    case 'variants': {
      const variant = plan.variants[variantOf(plan, value)]
      return variant ? checkFilled(variant.plan, value) : []
    }
    case 'file':
      return plan.freeText
        ? []
        : (Array.isArray(value) ? value : [value]).flatMap((entry: unknown, index): Problem[] =>
            typeof entry !== 'string' || isFileUrl(entry)
              ? []
              : [{ path: Array.isArray(value) ? [...path, index] : path, code: 'not-a-url' }],
          )
    default:
      return []
  }
}

function requiredIn(fields: readonly FieldPlan[]): Problem[] {
  return fields.flatMap((field) => checkFilled(field, undefined))
}

/** An empty text that is the schema's own default is a value. */
function isDefaultText(plan: FieldPlan, value: unknown): boolean {
  return plan.kind === 'text' && value === '' && plan.default === ''
}

/** The words for a problem. */
export function problemText(problem: Problem, messages: FormProblemMessages): string {
  switch (problem.code) {
    case 'text':
      return problem.text ?? ''
    case 'required':
      return messages.formRequired
    case 'not-integer':
      return messages.formNotInteger
    case 'not-a-number':
      return messages.formNotANumber
    case 'not-a-choice':
      return messages.formNotAChoice
    case 'not-a-url':
      return messages.formNotAUrl
    case 'not-json':
      return messages.formNotJson
    case 'pattern':
      return messages.formWrongPattern
    case 'duplicate':
      return messages.formDuplicate
    case 'unknown-field':
      return messages.formUnknownField
    case 'mismatch':
      return messages.formMismatch
    case 'type':
      return problem.type === 'number' || problem.type === 'integer'
        ? messages.formNotANumber
        : messages.formWrongType(problem.type)
    case 'too-short':
      return messages.formTooShort(problem.limit)
    case 'too-long':
      return messages.formTooLong(problem.limit)
    case 'minimum':
      return messages.formMinimum(problem.limit)
    case 'maximum':
      return messages.formMaximum(problem.limit)
    case 'above':
      return messages.formAbove(problem.limit)
    case 'below':
      return messages.formBelow(problem.limit)
    case 'step':
      return messages.formStep(problem.limit)
    case 'too-few':
      return messages.formTooFew(problem.limit)
    case 'too-many':
      return messages.formTooMany(problem.limit)
    default:
      return problem satisfies never
  }
}
