import { createParts } from '../internal/create-parts.js'

/** Parts of `<SchemaForm>` and their states. */
export interface SchemaFormParts {
  /** The `<form>`. `invalid` after a submit was held back, until all is corrected. */
  root: 'valid' | 'invalid'
  /** What is wrong with no field that is shown. */
  summary: never
  /** Holds all fields; also within a group. */
  fields: never
  /**
   * One field with label, control, description and problem. `data-kind` is its kind, `data-rank` its weight: `primary` (the
   * prompt) or `quiet` (negative prompts, advanced fields).
   */
  field: 'valid' | 'invalid'
  /** The field's name; `data-required` where it must be filled in. */
  label: never
  description: never
  /** A link in a description. */
  link: never
  /** What is wrong with the field. */
  problem: never
  /** Characters used, near the limit; a number's bounds; what JSON is expected. */
  counter: never
  /** A line of text, a number or a link. */
  input: never
  textarea: never
  /** Examples of a long text, while it is empty. */
  examples: never
  example: never
  select: never
  /** A number's slider and its input. */
  range: never
  slider: never
  /** A seed's input and its dice. */
  seed: never
  dice: never
  checkbox: never
  /** Switches an optional group on. */
  switch: never
  /** Holds radio buttons; `data-shapes` where they are shapes. */
  options: never
  /** A radio button with its label. */
  option: never
  radio: never
  /** The outline of an option's ratio. */
  shape: never
  /** Width and height of a custom size. */
  size: never
  /** A colour's picker and its code. */
  color: never
  swatch: never
  /** A text with suggestions. */
  combobox: never
  suggestions: never
  suggestion: 'active' | 'idle'
  /** An object's fields. */
  group: never
  /** The entries of a list or of a file field. */
  list: never
  item: never
  /** One entry that has several fields. */
  row: never
  rowHead: never
  rowActions: never
  /** Name of a chosen file, or of a row. */
  itemName: never
  /** Remove and move buttons of an entry. */
  itemAction: never
  /** Adds an entry or a link. */
  add: never
  chooseFile: never
  /** Opens the mask editor. */
  paintMask: never
  json: never
  /** Selects the place where JSON is wrong. */
  showError: never
  /** An editor on its way. */
  loading: never
  /** Fetches an editor again. */
  retry: never
  /** Advanced fields, folded away at first. */
  advanced: never
  advancedSummary: never
  /** How many advanced fields are filled in or wrong. */
  advancedCount: never
  /** Shows more of a very long form. */
  more: never
  /** Holds the submit button. */
  actions: never
  submit: never
}

export const { Root, Part } = createParts<SchemaFormParts>('schema-form')
