import type { JsonSchema } from '../../protocol/model.js'

/** Where a value stands in the input: property names and array indexes. */
export type Path = readonly (string | number)[]

/** A path as text: `images.0.url`. */
export function pathKey(path: Path): string {
  return path.join('.')
}

/** The value at a path, or undefined where the way ends early. */
export function getIn(value: unknown, path: Path): unknown {
  let at = value
  for (const step of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return undefined
    at = (at as Record<string | number, unknown>)[step]
  }
  return at
}

/** A copy with another value at a path; `undefined` removes the key. Only what lies on the way is copied. */
export function setIn(value: unknown, path: Path, next: unknown): unknown {
  const [step, ...rest] = path
  if (step === undefined) return next
  if (typeof step === 'number') {
    const list = Array.isArray(value) ? [...(value as unknown[])] : []
    list[step] = setIn(list[step], rest, next)
    return list
  }
  const record = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  const inner = setIn(Object.hasOwn(record, step) ? record[step] : undefined, rest, next)
  if (inner === undefined) return Object.fromEntries(Object.entries(record).filter(([key]) => key !== step))
  // Not by assignment: a key named __proto__ must become a key.
  return Object.fromEntries([...Object.entries(record).filter(([key]) => key !== step), [step, inner]])
}

/** What an app said of a name. The names come from a model's schema, and may be those of every object: `constructor`. */
export function ownValue<T>(values: Readonly<Record<string, T>> | undefined, name: string): T | undefined {
  return values && Object.hasOwn(values, name) ? values[name] : undefined
}

/** Where a field that is planned stands. */
export interface FieldContext {
  path: Path
  required: boolean
  /** Instead of the name of the property. */
  label?: string
}

export interface FieldBase {
  /** Where the value stands in the input. */
  path: Path
  /** `path` as text, e.g. `image_size.width`; names the field in `fields`. */
  key: string
  label: string
  description?: string
  required: boolean
  default?: unknown
  /** Folded away at first: see docs/forms.md for the rule, and `fields.advanced` to change it. */
  advanced?: boolean
}

export interface TextPlan extends FieldBase {
  kind: 'text'
  multiline: boolean
  minLength?: number
  maxLength?: number
  pattern?: string
  /** Masked, never stored, never filled in again. */
  secret?: boolean
  /** Values to choose from; any other text is right as well. */
  suggestions?: readonly string[]
  /** `primary`: what the model is asked for. `quiet`: what it must avoid. */
  rank?: 'primary' | 'quiet'
}

/** `#rrggbb`, or an object of `r`, `g` and `b`. */
export interface ColorPlan extends FieldBase {
  kind: 'color'
  format: 'hex' | 'rgb'
}

export interface NumberPlan extends FieldBase {
  kind: 'number'
  integer: boolean
  minimum?: number
  maximum?: number
  /** The bound itself is not allowed. */
  exclusiveMinimum?: boolean
  exclusiveMaximum?: boolean
  /** The difference between allowed values. Undefined: every value within the bounds is allowed. */
  step?: number
  /** Both bounds are there and near enough to be dragged between. */
  slider: boolean
  /** Where randomness starts: it can be drawn and kept. */
  seed?: boolean
}

export interface BooleanPlan extends FieldBase {
  kind: 'boolean'
}

export interface ChoicePlan extends FieldBase {
  kind: 'choice'
  /** Values keep their type: an enum may hold numbers. */
  options: readonly unknown[]
  /** What is shown for `options`, one each; the value sent stays the option itself. */
  optionLabels?: readonly string[]
  /** As radio buttons, not as a list to open. */
  radio?: boolean
  /** Width ÷ height of each option, where most name a shape; undefined for an option that names none. */
  ratios?: readonly (number | undefined)[]
}

/** A preset name, or `{width, height}`. */
export interface SizePlan extends FieldBase {
  kind: 'size'
  options: readonly unknown[]
  optionLabels?: readonly string[]
  ratios?: readonly (number | undefined)[]
  width: NumberPlan
  height: NumberPlan
}

export interface FilePlan extends FieldBase {
  kind: 'file'
  multiple: boolean
  /** For a file input's `accept`. */
  accept?: string
  minItems?: number
  maxItems?: number
  /** Only the name of the field suggests a file: any other text is valid, too. */
  freeText?: boolean
  /** The path of the picture that this one masks. */
  maskOf?: Path
}

export interface ListPlan extends FieldBase {
  kind: 'list'
  /** The plan of one entry; its path ends in the index `0`. */
  item: FieldPlan
  minItems?: number
  maxItems?: number
}

export interface GroupPlan extends FieldBase {
  kind: 'group'
  fields: FieldPlan[]
  /** Off until it is switched on, and absent while off. */
  optional?: boolean
}

/** One of several kinds of value. */
export interface VariantsPlan extends FieldBase {
  kind: 'variants'
  variants: readonly Variant[]
  /** What `$ref`s in the variants point into. */
  root: JsonSchema
}

export interface Variant {
  label: string
  /** Stands at the same path. */
  plan: FieldPlan
  /** Tells which variant a value is of. */
  schema: JsonSchema
}

/** Not shown: the one value that is possible, such as the tag of a variant. */
export interface ConstantPlan extends FieldBase {
  kind: 'constant'
  value: unknown
}

/** What no other field can show: edited as JSON. */
export interface JsonPlan extends FieldBase {
  kind: 'json'
  /** The type the parsed value must have, where the schema says one. */
  type?: string
}

export type FieldPlan =
  | TextPlan
  | ColorPlan
  | NumberPlan
  | BooleanPlan
  | ChoicePlan
  | SizePlan
  | FilePlan
  | ListPlan
  | GroupPlan
  | VariantsPlan
  | ConstantPlan
  | JsonPlan

export type FieldKind = FieldPlan['kind']

/** One control a line is enough for such an entry of a list; every other gets a row with fields of its own. */
export function isInline(plan: FieldPlan): plan is TextPlan | NumberPlan | ChoicePlan {
  return plan.kind === 'text' || plan.kind === 'number' || plan.kind === 'choice'
}

/** The plan of an entry's fields, moved from where it was planned to where the entry stands. */
export function movePlan<Plan extends FieldPlan>(plan: Plan, from: Path, to: Path): Plan {
  const path = [...to, ...plan.path.slice(from.length)]
  const moved: FieldPlan = { ...plan, path, key: path.join('.') }
  const inner = <Inner extends FieldPlan>(part: Inner) => movePlan(part, from, to)
  if (moved.kind === 'group') moved.fields = moved.fields.map(inner)
  if (moved.kind === 'list') moved.item = inner(moved.item)
  if (moved.kind === 'variants')
    moved.variants = moved.variants.map((variant) => ({ ...variant, plan: inner(variant.plan) }))
  if (moved.kind === 'size') {
    moved.width = inner(moved.width)
    moved.height = inner(moved.height)
  }
  if (moved.kind === 'file' && moved.maskOf) moved.maskOf = [...to, ...moved.maskOf.slice(from.length)]
  return moved as Plan // The kind stays what it was.
}

/** All plans, outer before inner; of a list's entries only their pattern. */
export function flatPlans(plans: readonly FieldPlan[]): FieldPlan[] {
  return plans.flatMap((plan) => {
    switch (plan.kind) {
      case 'group':
        return [plan, ...flatPlans(plan.fields)]
      case 'size':
        return [plan, plan.width, plan.height]
      case 'list':
        return [plan, ...flatPlans([plan.item])]
      case 'variants':
        return [plan, ...flatPlans(plan.variants.map((variant) => variant.plan))]
      default:
        return [plan]
    }
  })
}
