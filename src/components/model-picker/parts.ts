import { createParts } from '../internal/create-parts.js'

/** Parts of `<ModelPicker>` and their states. */
export interface ModelPickerParts {
  root: 'loading' | 'ready' | 'failed'
  /** Contains search and type filter. */
  bar: never
  search: never
  type: never
  /** The matching models. */
  list: never
  option: 'active' | 'idle'
  thumbnail: never
  /** Shown when a model has no thumbnail. */
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
