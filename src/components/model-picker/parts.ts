import { createParts } from '../internal/create-parts.js'

/** Parts of `<ModelPicker>` and their states. */
export interface ModelPickerParts {
  root: 'loading' | 'ready' | 'failed'
  /** Holds search and type. */
  bar: never
  search: never
  type: never
  /** The models found. */
  list: never
  option: 'active' | 'idle'
  thumbnail: never
  /** Stands where a model has no picture. */
  noThumbnail: never
  /** Name and description. */
  text: never
  name: never
  description: never
  price: never
  empty: never
  loading: never
  more: never
}

export const { Root, Part } = createParts<ModelPickerParts>('model-picker')
