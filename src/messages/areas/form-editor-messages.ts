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
