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

/** SchemaForm: editors of rarer fields. */
export interface FormEditorMessages {
  formCustomSize: string
  formAddItem: string
  /** Shows more entries of a long list. */
  formMoreItems: (count: number) => string
  /** Name of one entry of a list. */
  formItem: (label: string, position: number) => string
  formSuggestions: (label: string) => string
  /** Draws a random seed. `label`: the field. */
  formDrawSeed: (label: string) => string
  /** Otherwise a new one is drawn for each run. */
  formKeepSeed: string
  /** Where JSON is wrong; both count from 1. */
  formNotJsonAt: (line: number, column: number) => string
  formJsonObject: string
  formJsonList: string
  formJsonAny: string
  /** Selects the place where JSON is wrong. */
  formShowError: string
  formKindText: string
  formKindNumber: string
  formKindChoice: string
  formKindList: string
  formKindFile: string
  formKindGroup: string
  /** A kind of value without a name; positions begin at 1. */
  formKindOther: (position: number) => string
}

/** SchemaForm: what is wrong with a value. */
export interface FormProblemMessages {
  formRequired: string
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
  formDuplicate: string
  formUnknownField: string
  /** The value fits none of what the schema allows. */
  formMismatch: string
  /** A problem of one entry of a list; positions begin at 1. */
  formItemProblem: (position: number, problem: string) => string
  /** Told when a submit was held back. */
  formProblems: (count: number) => string
}

/** The mask editor. */
export interface MaskMessages {
  maskTitle: (label: string) => string
  maskHint: string
  maskBrush: string
  maskErase: string
  maskSize: string
  /** Name of the group of tools. */
  maskTools: string
  /** Button: a mask that was made elsewhere, also for those without a pointer. */
  maskUpload: string
  maskUndo: string
  maskClear: string
  maskDone: string
  maskCancel: string
  maskLoading: string
  maskPictureFailed: string
}
