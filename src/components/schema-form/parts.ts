import { createParts } from '../internal/create-parts.js'

/** Parts of `<SchemaForm>` and their states. */
export interface SchemaFormParts {
  /** The `<form>`. `invalid` after a submit was held back, until all is mended. */
  root: 'valid' | 'invalid'
  /** What is wrong with no field that is shown. */
  summary: never
  /** Holds all fields; also within a group. */
  fields: never
  /** One field with label, control, description and problem. `data-kind` tells its kind. */
  field: 'valid' | 'invalid'
  /** The field's name; `data-required` where it must be filled in. */
  label: never
  description: never
  /** What is wrong with the field. */
  problem: never
  /** Characters used, near the limit; or a number's bounds. */
  counter: never
  /** A line of text, a number or a link. */
  input: never
  textarea: never
  select: never
  /** A number's slider and its input. */
  range: never
  slider: never
  checkbox: never
  /** Holds radio buttons. */
  options: never
  /** A radio button with its label. */
  option: never
  radio: never
  /** Width and height of a custom size. */
  size: never
  /** An object's fields. */
  group: never
  /** The entries of a list or of a file field. */
  list: never
  item: never
  /** Name of a chosen file. */
  itemName: never
  /** Remove and move buttons of an entry. */
  itemAction: never
  /** Adds an entry or a link. */
  add: never
  chooseFile: never
  json: never
  /** Holds the submit button. */
  actions: never
  submit: never
}

export const { Root, Part } = createParts<SchemaFormParts>('schema-form')
