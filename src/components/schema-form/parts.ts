import { createParts } from '../internal/create-parts.js'

/** Parts of `<SchemaForm>` and their states. */
export interface SchemaFormParts {
  /** The `<form>`. `invalid` after a blocked submit, until all problems are fixed. */
  root: 'valid' | 'invalid'
  /** Problems that belong to no visible field. */
  summary: never
  /** Contains all fields; also within a group. */
  fields: never
  /**
   * One field with label, control, description and problem. `data-kind` is its kind, `data-rank` its weight: `primary` (the
   * prompt) or `quiet` (negative prompts, advanced fields).
   */
  field: 'valid' | 'invalid'
  /** The field's label; `data-required` on required fields. */
  label: never
  description: never
  /** A link in a description. */
  link: never
  /** The field's problem. */
  problem: never
  /** Characters used, near the limit; a number's bounds; the expected JSON. */
  counter: never
  /** A text, number or link input. */
  input: never
  textarea: never
  /** Examples for an empty long text. */
  examples: never
  example: never
  select: never
  /** A number's slider and input. */
  range: never
  slider: never
  /** A seed's input and its random button. */
  seed: never
  dice: never
  checkbox: never
  /** Enables an optional group. */
  switch: never
  /** Contains radio buttons; `data-shapes` for aspect ratios. */
  options: never
  /** A radio button with its label. */
  option: never
  radio: never
  /** The outline of an option's aspect ratio. */
  shape: never
  /** Width and height of a custom size. */
  size: never
  /** A color picker and its hex code. */
  color: never
  swatch: never
  /** A text input with suggestions. */
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
  /** The name of a chosen file or of a row. */
  itemName: never
  /** Remove and move buttons of an entry. */
  itemAction: never
  /** Adds an entry or a link. */
  add: never
  chooseFile: never
  /** Opens the mask editor. */
  paintMask: never
  json: never
  /** Selects the error in the JSON. */
  showError: never
  /** Shown while an editor is loading. */
  loading: never
  /** Loads an editor again. */
  retry: never
  /** Advanced fields, collapsed at first. */
  advanced: never
  advancedSummary: never
  /** The number of advanced fields that are filled in or invalid. */
  advancedCount: never
  /** Shows more of a very long form or list. */
  more: never
  /** Contains the submit button. */
  actions: never
  submit: never
}

export const { Root, Part } = createParts<SchemaFormParts>('schema-form')
