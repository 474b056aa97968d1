import type { JsonSchema } from '../../protocol/model.js'
import type { Path } from './paths.js'

interface FieldBase {
  /** Where the value stands in the input. */
  path: Path
  /** `path` as text, e.g. `image_size.width`; names the field in `fields`. */
  key: string
  label: string
  description?: string
  required: boolean
  default?: unknown
}

export interface TextPlan extends FieldBase {
  kind: 'text'
  multiline: boolean
  minLength?: number
  maxLength?: number
  pattern?: string
}

export interface NumberPlan extends FieldBase {
  kind: 'number'
  integer: boolean
  minimum?: number
  maximum?: number
  /** The bound itself is not allowed. */
  exclusiveMinimum?: boolean
  exclusiveMaximum?: boolean
  /** Undefined: any. */
  step?: number
  /** Both bounds are there and near enough to be dragged between. */
  slider: boolean
}

export interface BooleanPlan extends FieldBase {
  kind: 'boolean'
}

export interface ChoicePlan extends FieldBase {
  kind: 'choice'
  /** Values keep their type: an enum may hold numbers. */
  options: readonly unknown[]
  /** As radio buttons, not as a list to open. */
  radio?: boolean
}

/** A preset name, or `{width, height}`. */
export interface SizePlan extends FieldBase {
  kind: 'size'
  options: readonly unknown[]
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
}

export interface ListPlan extends FieldBase {
  kind: 'list'
  /** The plan of one entry; its path ends in the index `0`. */
  item: TextPlan | NumberPlan | ChoicePlan
  minItems?: number
  maxItems?: number
}

export interface GroupPlan extends FieldBase {
  kind: 'group'
  fields: FieldPlan[]
}

/** What no other field can show: edited as JSON. */
export interface JsonPlan extends FieldBase {
  kind: 'json'
  /** The type the parsed value must have, where the schema says one. */
  type?: string
}

export type FieldPlan =
  TextPlan | NumberPlan | BooleanPlan | ChoicePlan | SizePlan | FilePlan | ListPlan | GroupPlan | JsonPlan

export type FieldKind = FieldPlan['kind']

/** A schema node with what stands around it. */
export interface SchemaNode {
  schema: JsonSchema
  path: Path
  required: boolean
}
