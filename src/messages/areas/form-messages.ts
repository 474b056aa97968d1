/** SchemaForm: what a form shows before anything is entered. */
export interface FormMessages {
  /** Label of the submit button. */
  formSubmit: string
  /** What the star beside a label says to a screen reader. */
  formIsRequired: string
  /** A choice that was not made. */
  formUnset: string
  /** A required choice that was not made yet. */
  formChoose: string
  /** Hint below a number with bounds. */
  formRange: (minimum: number, maximum: number) => string
  /** Characters used, near the end of a limit. */
  formCharacters: (used: number, maximum: number) => string
  formAdvanced: string
  /** How many fields are folded away. */
  formAdvancedCount: (count: number) => string
  /** How many fields a very long form does not show yet. */
  formMore: (count: number) => string
  formExamples: string
  /** A yes, where no answer is possible as well. */
  formOn: string
  formOff: string
  formLoadingField: string
  formLoadAgain: string
  /** Label of the editor where a model publishes no schema. */
  formJson: string
  formJsonHint: string
}
