import type { FieldPlan, NumberPlan, TextPlan } from './field-plan.js'
import { getIn, type Path } from './paths.js'
import type { Input } from './form-input.js'
import type { Messages } from '../../messages/messages.js'

/** One thing that is wrong, without words: the form's messages have them. */
export type Problem = { path: Path } & (
  | {
      code:
        'required' | 'not-integer' | 'pattern' | 'not-json' | 'not-a-number' | 'not-a-choice' | 'not-a-url'
    }
  | { code: 'too-short' | 'too-long' | 'minimum' | 'maximum' | 'above' | 'below' | 'step'; limit: number }
  | { code: 'too-few' | 'too-many'; limit: number }
  | { code: 'type'; type: string }
)

// A pattern comes from the network: on long texts a bad one could run for minutes.
const MAX_PATTERN_TEXT = 2000

/** Checks an input against the plans before it costs a request. The platform checks again; this only saves the trip. */
export function checkInput(plans: readonly FieldPlan[], input: Input): Problem[] {
  return plans.flatMap((plan) => checkField(plan, getIn(input, plan.path), plan.path))
}

function checkField(plan: FieldPlan, value: unknown, path: Path): Problem[] {
  if (plan.kind === 'group') {
    if (value === undefined && !plan.required) return []
    return plan.fields.flatMap((field) =>
      checkField(field, getIn(value, field.path.slice(path.length)), field.path),
    )
  }
  const isEmptyList = plan.kind !== 'json' && Array.isArray(value) && value.length === 0
  const isEmpty = value === undefined || value === null || value === '' || isEmptyList
  // An empty text or list that has been given as such is a value where no least length is asked for.
  if (isEmpty) return plan.required && !isAllowedEmpty(plan, value) ? [{ path, code: 'required' }] : []
  switch (plan.kind) {
    case 'text':
      return checkText(plan, value, path)
    case 'number':
      return checkNumber(plan, value, path)
    case 'choice':
      return plan.options.includes(value) ? [] : [{ path, code: 'not-a-choice' }]
    case 'size': {
      if (typeof value !== 'object')
        return plan.options.includes(value) ? [] : [{ path, code: 'not-a-choice' }]
      return [plan.width, plan.height].flatMap((side) =>
        checkField(side, getIn(value, side.path.slice(path.length)), side.path),
      )
    }
    case 'list':
      return [
        ...checkCount(plan, value, path),
        ...(Array.isArray(value) ? value : []).flatMap((entry, index) =>
          checkField(plan.item, entry, [...path, index]),
        ),
      ]
    case 'file':
      return [
        ...checkCount(plan, value, path),
        ...(Array.isArray(value) ? value : [value]).flatMap((entry: unknown, index): Problem[] =>
          typeof entry !== 'string' || isHttpUrl(entry)
            ? []
            : [{ path: Array.isArray(value) ? [...path, index] : path, code: 'not-a-url' }],
        ),
      ]
    case 'json':
      return plan.type && typeOf(value) !== plan.type ? [{ path, code: 'type', type: plan.type }] : []
    case 'boolean':
      return []
    default:
      return plan satisfies never
  }
}

function isAllowedEmpty(plan: FieldPlan, value: unknown): boolean {
  return plan.kind === 'text' && value === '' && plan.default === ''
}

function checkText(plan: TextPlan, value: unknown, path: Path): Problem[] {
  if (typeof value !== 'string') return [{ path, code: 'type', type: 'string' }]
  // Counted as JSON schema counts: in characters, not in UTF-16 units.
  const length = [...value].length
  if (plan.minLength !== undefined && length < plan.minLength) {
    return [{ path, code: 'too-short', limit: plan.minLength }]
  }
  if (plan.maxLength !== undefined && length > plan.maxLength) {
    return [{ path, code: 'too-long', limit: plan.maxLength }]
  }
  return matches(plan.pattern, value) ? [] : [{ path, code: 'pattern' }]
}

function matches(pattern: string | undefined, text: string): boolean {
  if (!pattern || text.length > MAX_PATTERN_TEXT) return true
  try {
    return new RegExp(pattern, 'u').test(text)
  } catch {
    return true
  }
}

function checkNumber(plan: NumberPlan, value: unknown, path: Path): Problem[] {
  if (typeof value !== 'number' || !Number.isFinite(value)) return [{ path, code: 'not-a-number' }]
  const { minimum, maximum, step } = plan
  if (plan.integer && !Number.isInteger(value)) return [{ path, code: 'not-integer' }]
  if (minimum !== undefined && plan.exclusiveMinimum && value <= minimum) {
    return [{ path, code: 'above', limit: minimum }]
  }
  if (minimum !== undefined && value < minimum) return [{ path, code: 'minimum', limit: minimum }]
  if (maximum !== undefined && plan.exclusiveMaximum && value >= maximum) {
    return [{ path, code: 'below', limit: maximum }]
  }
  if (maximum !== undefined && value > maximum) return [{ path, code: 'maximum', limit: maximum }]
  // Within rounding: 0.3 is a multiple of 0.1.
  if (step && Math.abs(value / step - Math.round(value / step)) > 1e-9)
    return [{ path, code: 'step', limit: step }]
  return []
}

function checkCount(plan: { minItems?: number; maxItems?: number }, value: unknown, path: Path): Problem[] {
  const count = Array.isArray(value) ? value.length : 1
  if (plan.minItems !== undefined && count < plan.minItems)
    return [{ path, code: 'too-few', limit: plan.minItems }]
  if (plan.maxItems !== undefined && count > plan.maxItems)
    return [{ path, code: 'too-many', limit: plan.maxItems }]
  return []
}

function typeOf(value: unknown): string {
  return Array.isArray(value) ? 'array' : typeof value
}

export function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
}

/** The words for a problem. */
export function problemText(problem: Problem, messages: Messages): string {
  switch (problem.code) {
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
    case 'type':
      return messages.formWrongType(problem.type)
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
