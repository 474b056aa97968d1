import type { MaskMessages } from '../areas/form-messages.js'
import { isolateText } from '../isolate-text.js'

/** English: the mask editor. */
export const enMask: MaskMessages = {
  maskTitle: (label) => `Paint ${isolateText('ltr', label)}`,
  maskHint: 'Paint over the part to change.',
  maskBrush: 'Brush',
  maskErase: 'Eraser',
  maskSize: 'Brush size',
  maskTools: 'Tools',
  maskUpload: 'Upload mask',
  maskUndo: 'Undo',
  maskClear: 'Clear',
  maskDone: 'Use mask',
  maskCancel: 'Cancel',
  maskLoading: 'Loading the picture…',
  maskPictureFailed: 'Couldn’t load the picture.',
}
