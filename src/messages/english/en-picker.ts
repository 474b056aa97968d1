import type { PickerMessages } from '../areas/picker-messages.js'
import { formatMoney } from '../format-money.js'
import { plural } from '../format-number.js'

/** English: the model picker. */
export const enPicker: PickerMessages = {
  pickerSearch: 'Search models',
  pickerType: 'Type',
  pickerAll: 'All types',
  pickerImage: 'Image',
  pickerVideo: 'Video',
  pickerAudio: 'Audio',
  pickerText: 'Text',
  picker3d: '3D',
  pickerModels: 'Models',
  pickerEmpty: 'No models found.',
  pickerMore: 'Show more',
  pickerLoading: 'Loading models…',
  pickerPrice: (amount) => `≈ ${formatMoney('en', amount)} per run`,
  pickerCount: (count) => plural('en', count, { one: '# model', other: '# models' }),
}
