/** Editors that many forms do not have, as one chunk. See `useEditors`. */
export { ColorField } from './ColorField.js'
export { Combobox } from './Combobox.js'
export { JsonField } from './JsonField.js'
export { ListField } from './ListField.js'
export { MaskButton } from './MaskButton.js'
export { SeedField } from './SeedField.js'
export { SizeField } from './SizeField.js'
export { VariantsField } from './VariantsField.js'
