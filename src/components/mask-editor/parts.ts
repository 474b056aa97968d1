import { createParts } from '../internal/create-parts.js'

/** Parts of the mask editor and their states. */
export interface MaskEditorParts {
  /** The dialog. */
  root: 'loading' | 'ready' | 'failed'
  body: never
  title: never
  hint: never
  /** Contains image and canvas, one over the other. */
  board: never
  picture: never
  canvas: 'brush' | 'erase'
  tools: never
  tool: 'on' | 'off'
  size: never
  sizeLabel: never
  actions: never
  cancel: never
  done: never
  /** Takes a mask that was made elsewhere. */
  upload: never
}

export const { Root, Part } = createParts<MaskEditorParts>('mask-editor')
