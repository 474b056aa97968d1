import type { FormEditorMessages } from '../areas/form-messages.js'
import { formatNumber, plural } from '../format-number.js'
import { isolateText } from '../isolate-text.js'

/** English: editors of rarer fields. */
export const enFormEditor: FormEditorMessages = {
  formCustomSize: 'Custom size',
  formAddItem: 'Add item',
  formMoreItems: (count) => plural('en', count, { one: 'Show # more item', other: 'Show # more items' }),
  formItem: (label, position) => `${isolateText('ltr', label)} ${formatNumber('en', position)}`,
  formSuggestions: (label) => `Suggestions for ${isolateText('ltr', label)}`,
  formDrawSeed: (label) => `New random value for ${isolateText('ltr', label)}`,
  formKeepSeed: 'Keep this seed',
  formNotJsonAt: (line, column) =>
    `Check line ${formatNumber('en', line)}, column ${formatNumber('en', column)}.`,
  formJsonObject: 'Enter a JSON object.',
  formJsonList: 'Enter a JSON list.',
  formJsonAny: 'Enter JSON.',
  formShowError: 'Show error',
  formKindText: 'Text',
  formKindNumber: 'Number',
  formKindChoice: 'Preset',
  formKindList: 'List',
  formKindFile: 'File',
  formKindGroup: 'Custom',
  formKindOther: (position) => `Option ${formatNumber('en', position)}`,
}
