/** Editors of SchemaForm, the mask editor and ModelPicker. */
export interface EditorMessages {
  /** A yes, where no answer is possible as well. */
  formOn: string
  formOff: string
  formAdvanced: string
  /** How many fields are folded away. */
  formAdvancedCount: (count: number) => string
  /** How many fields a very long form does not show yet. */
  formMore: (count: number) => string
  formExamples: string
  formSuggestions: (label: string) => string
  /** Draws a random seed. `label`: the field. */
  formDrawSeed: (label: string) => string
  /** Otherwise a new one is drawn for each run. */
  formKeepSeed: string
  formDuplicate: string
  formUnknownField: string
  /** The value fits none of what the schema allows. */
  formMismatch: string
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
  formLoadingField: string
  formLoadAgain: string
  maskPaint: string
  maskNeedsPicture: string
  maskFailed: string
  maskTitle: (label: string) => string
  /** Also names the way without a pointer. */
  maskHint: string
  maskBrush: string
  maskErase: string
  maskSize: string
  maskUndo: string
  maskClear: string
  maskDone: string
  maskCancel: string
  maskLoading: string
  maskPictureFailed: string
  pickerSearch: string
  pickerType: string
  pickerAll: string
  pickerImage: string
  pickerVideo: string
  pickerAudio: string
  pickerText: string
  picker3d: string
  pickerModels: string
  pickerEmpty: string
  pickerMore: string
  pickerLoading: string
  /** Decimal string in USD. */
  pickerPrice: (amount: string) => string
  pickerCount: (count: number) => string
}
