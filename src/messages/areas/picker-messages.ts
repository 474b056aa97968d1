/** ModelPicker. */
export interface PickerMessages {
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
