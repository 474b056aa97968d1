/** Editors that many forms do not have, as one chunk. See `useEditors`. */
export { ColorField } from './editors/ColorField.js'
export { Combobox } from './editors/Combobox.js'
export { JsonField } from './editors/JsonField.js'
export { ListField } from './editors/ListField.js'
export { MaskButton } from './editors/MaskButton.js'
export { SeedField, SizeField } from './editors/NumberEditors.js'
export { VariantsField } from './editors/VariantsField.js'
