import type { FormMessages } from '../areas/form-messages.js'
import { formatNumber, plural } from '../format-number.js'

/** English: the form. */
export const enForm: FormMessages = {
  formSubmit: 'Submit',
  formIsRequired: 'Required',
  formUnset: 'Default',
  formChoose: 'Choose an option',
  formRange: (minimum, maximum) => `${formatNumber('en', minimum)} to ${formatNumber('en', maximum)}`,
  formCharacters: (used, maximum) =>
    `${formatNumber('en', used)} of ${formatNumber('en', maximum)} characters`,
  formAdvanced: 'Advanced',
  formAdvancedCount: (count) => plural('en', count, { one: '# field', other: '# fields' }),
  formMore: (count) => plural('en', count, { one: 'Show # more field', other: 'Show # more fields' }),
  formExamples: 'Examples',
  formOn: 'On',
  formOff: 'Off',
  formLoadingField: 'Loading…',
  formLoadAgain: 'Couldn’t load this field. Try again',
  formJson: 'Input as JSON',
  formJsonHint: 'No form available.',
}
