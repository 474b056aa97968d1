import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { JsonSchema } from '../../protocol/model.js'
import { isSchema } from '../../shared/schema/resolve-schema.js'
import { validate } from '../../shared/schema/validate.js'
import {
  type FieldPlan,
  type NumberPlan,
  type Path,
  pathKey,
  setIn,
  type VariantsPlan,
} from './field-plan.js'

export type Input = Record<string, unknown>

/** What a form starts with: the given input, and the schema's defaults where it says nothing. */
export function initialInput(plans: readonly FieldPlan[], given: Input = {}): Input {
  return withStarts(plans, given)
}

/** What a field starts with once it is there: a group that is switched on, a new row, a chosen variant. */
export function startOf(plan: FieldPlan): unknown {
  if (plan.default !== undefined) return plan.default
  switch (plan.kind) {
    case 'group':
      return withStarts(plan.fields, {})
    case 'constant':
      return plan.value
    case 'boolean':
      return plan.required ? false : undefined
    case 'color':
      return plan.format === 'hex' ? '#000000' : { r: 0, g: 0, b: 0 }
    default:
      return undefined
  }
}

// What nearly every model takes: a signed 32-bit integer.
const MAX_SEED = 2_147_483_647

/** A seed within the field's bounds. */
export function randomSeed({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: NumberPlan): number {
  const least = Math.ceil(Math.max(0, minimum ?? 0)) + (exclusiveMinimum ? 1 : 0)
  const most = Math.floor(Math.min(MAX_SEED, maximum ?? MAX_SEED)) - (exclusiveMaximum ? 1 : 0)
  return least >= most ? least : least + Math.floor(Math.random() * (most - least + 1))
}

function withStarts(plans: readonly FieldPlan[], given: Input): Input {
  const values = new Map(Object.entries(given))
  for (const plan of plans) {
    const name = String(plan.path.at(-1))
    const value = values.get(name)
    const start = value === undefined ? autoStart(plan) : filled(plan, value)
    if (start !== undefined) values.set(name, start)
  }
  // Not by assignment: a key named __proto__ must become a key.
  return Object.fromEntries(values)
}

/** What is there without being asked for: never an object or a list of objects that nobody gave. */
function autoStart(plan: FieldPlan): unknown {
  switch (plan.kind) {
    case 'group':
      return plan.optional ? undefined : withStarts(plan.fields, {})
    case 'constant':
      return plan.required ? plan.value : undefined
    case 'variants':
    case 'json':
    case 'color':
      return holdsObject(plan.default) && !plan.required ? undefined : plan.default
    case 'list':
      if (isAllowedEmpty(plan)) return plan.default ?? []
      return holdsObject(plan.default) && !plan.required ? undefined : plan.default
    case 'size':
    case 'choice':
    case 'number':
    case 'text':
    case 'file':
      return plan.default
    case 'boolean':
      // An unticked box that must be there is a "no", not a gap.
      return plan.default ?? (plan.required ? false : undefined)
    default:
      return plan satisfies never
  }
}

/** A list that must be there and says nothing about how long it is: empty, it is an input that the model takes. */
export function isAllowedEmpty(plan: FieldPlan): boolean {
  return plan.kind === 'list' && plan.required && !plan.minItems
}

function holdsObject(value: unknown): boolean {
  return Array.isArray(value) ? value.some(holdsObject) : typeof value === 'object' && value !== null
}

function filled(plan: FieldPlan, value: unknown): unknown {
  return plan.kind === 'group' && isSchema(value) ? withStarts(plan.fields, value) : value
}

/** The input as it is sent: fields that were left empty and may be, are left out, so that the model's own defaults apply. */
export function cleanInput(plans: readonly FieldPlan[], input: Input): Input {
  const values = new Map(Object.entries(input))
  for (const plan of plans) {
    const name = String(plan.path.at(-1))
    // A form without a schema edits the whole input.
    if (plan.path.length === 0 || !values.has(name)) continue
    const value = cleanValue(plan, values.get(name))
    if (value === undefined) values.delete(name)
    else values.set(name, value)
  }
  return Object.fromEntries(values)
}

function cleanValue(plan: FieldPlan, value: unknown): unknown {
  const cleaned = cleanInside(plan, value)
  if (cleaned === undefined || cleaned === null) return plan.required ? value : undefined
  if (plan.required) return cleaned
  // A text that has a default may be emptied on purpose; without one, empty is the same as absent.
  if (cleaned === '') return plan.kind === 'text' && plan.default ? cleaned : undefined
  const isEmptyList =
    Array.isArray(cleaned) && cleaned.length === 0 && plan.default === undefined && plan.kind !== 'json'
  const isEmptyGroup = plan.kind === 'group' && isSchema(cleaned) && Object.keys(cleaned).length === 0
  return isEmptyList || isEmptyGroup ? undefined : cleaned
}

function cleanInside(plan: FieldPlan, value: unknown): unknown {
  switch (plan.kind) {
    case 'group':
      return isSchema(value) ? cleanInput(plan.fields, value) : value
    case 'list':
      return Array.isArray(value) ? value.map((entry) => cleanInside(plan.item, entry)) : value
    case 'variants': {
      const variant = plan.variants[variantOf(plan, value)]
      return variant ? cleanInside(variant.plan, value) : value
    }
    default:
      return value
  }
}

/** Which variant a value is of: the one with the fewest faults; -1 where there is no value. */
export function variantOf(plan: VariantsPlan, value: unknown): number {
  if (value === undefined || value === null) return -1
  const ranks = plan.variants.map(({ schema }) => misfit(schema, value, plan.root))
  return ranks.indexOf(Math.min(...ranks))
}

/** How far a value is from a variant: 0 fits, from 100 on it is of another kind. */
export function misfit(schema: JsonSchema, value: unknown, root: JsonSchema): number {
  const problems = validate(value, schema, { root, isOpaque })
  return problems.reduce(
    (sum, { code, path }) => {
      const isOther = code === 'type' || code === 'not-a-choice' || code === 'mismatch'
      return sum + (isOther && path.length < 2 ? 100 : 1)
    },
    unknownNames(schema, value),
  )
}

/** A name that a variant does not know speaks for another one. */
function unknownNames(schema: JsonSchema, value: unknown): number {
  const properties = schema.properties
  if (!isSchema(value) || !isSchema(properties)) return 0
  return Object.keys(value).filter((name) => !Object.hasOwn(properties, name)).length
}

/** A file stands for the URL that it gets. */
export function isOpaque(value: unknown): boolean {
  return typeof Blob !== 'undefined' && value instanceof Blob
}

/** The input without its secrets and files: what may be stored. */
export function storableInput(plans: readonly FieldPlan[], input: Input): Input {
  const secrets = secretKeys(plans)
  const strip = (value: unknown, path: readonly string[]): unknown => {
    if (isOpaque(value) || secrets.has(path.join('.'))) return undefined
    if (Array.isArray(value))
      return value.map((entry) => strip(entry, [...path, '0'])).filter((entry) => entry !== undefined)
    if (!isSchema(value)) return value
    return Object.fromEntries(
      Object.entries(value)
        .map(([name, inner]) => [name, strip(inner, [...path, name])] as const)
        .filter(([, inner]) => inner !== undefined),
    )
  }
  return strip(input, []) as Input // An object stays one.
}

/** Whether something that must not be stored stands in the input. */
export function holdsSecret(plans: readonly FieldPlan[], input: Input): boolean {
  return JSON.stringify(storableInput(plans, input)) !== JSON.stringify(storableInput([], input))
}

/** Keys of secret fields; entries of lists count as index 0. */
function secretKeys(plans: readonly FieldPlan[]): ReadonlySet<string> {
  const keys = new Set<string>()
  const visit = (plan: FieldPlan): void => {
    if (plan.kind === 'text' && plan.secret) keys.add(pathKey(plan.path))
    if (plan.kind === 'group') plan.fields.forEach(visit)
    if (plan.kind === 'list') visit(plan.item)
    if (plan.kind === 'variants') plan.variants.forEach((variant) => visit(variant.plan))
  }
  plans.forEach(visit)
  return keys
}

interface FormStateOptions {
  plans: readonly FieldPlan[]
  value?: Input
  defaultValue?: Input
  onChange?: (input: Input) => void
}

/** The form's values: the app's, or the form's own. A schema that comes late still gives its defaults. */
export function useFormState({ plans, value, defaultValue, onChange }: FormStateOptions) {
  const [own, setOwn] = useState<Input>()
  const [start] = useState(defaultValue)
  const input = useMemo(() => value ?? own ?? initialInput(plans, start), [value, own, plans, start])

  // Uploads end long after the render that started them: they must add to what is there then.
  const latest = useRef({ input, onChange })
  useEffect(() => {
    latest.current = { input, onChange }
  })

  const setAt = useCallback((path: Path, next: unknown) => {
    const changed = setIn(latest.current.input, path, next) as Input
    latest.current.input = changed
    setOwn(changed)
    latest.current.onChange?.(changed)
  }, [])

  return { input, setAt }
}
