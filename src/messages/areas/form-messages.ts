/** SchemaForm and FileField. */
export interface FormMessages {
  /** Label of the submit button. */
  formSubmit: string
  formRequired: string
  /** What the star beside a label says to a screen reader. */
  formIsRequired: string
  formNotInteger: string
  formNotANumber: string
  formNotAChoice: string
  formNotAUrl: string
  formNotJson: string
  formWrongPattern: string
  /** `type`: the JSON type that is expected: object, array, string … */
  formWrongType: (type: string) => string
  formTooShort: (characters: number) => string
  formTooLong: (characters: number) => string
  formMinimum: (limit: number) => string
  formMaximum: (limit: number) => string
  /** Greater than the limit, not equal. */
  formAbove: (limit: number) => string
  /** Less than the limit, not equal. */
  formBelow: (limit: number) => string
  formStep: (step: number) => string
  formTooFew: (items: number) => string
  formTooMany: (items: number) => string
  /** A problem of one entry of a list; positions begin at 1. */
  formItemProblem: (position: number, problem: string) => string
  /** Told when a submit was held back. */
  formProblems: (count: number) => string
  /** A choice that was not made. */
  formUnset: string
  formCustomSize: string
  /** Hint below a number with bounds. */
  formRange: (minimum: number, maximum: number) => string
  /** Characters used, near the end of a limit. */
  formCharacters: (used: number, maximum: number) => string
  formAddItem: string
  /** Name of one entry of a list. */
  formItem: (label: string, position: number) => string
  formRemoveItem: (name: string) => string
  formMoveUp: (name: string) => string
  formMoveDown: (name: string) => string
  formFileUrl: string
  formAddLink: string
  formChooseFile: string
  formChooseFiles: string
  /** The three ways to give a file, as short as can be. */
  formWayUpload: string
  formWayUrl: string
  formWayLibrary: string
  /** Label of the editor where a model publishes no schema. */
  formJson: string
  formJsonHint: string
}
