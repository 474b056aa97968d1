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
