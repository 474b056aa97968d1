import type { FileFieldMessages } from '../areas/file-field-messages.js'
import { isolateText } from '../isolate-text.js'

/** English: file fields and entries of lists. */
export const enFileField: FileFieldMessages = {
  formRemoveItem: (name) => `Remove ${isolateText('ltr', name)}`,
  formMoveUp: (name) => `Move ${isolateText('ltr', name)} up`,
  formMoveDown: (name) => `Move ${isolateText('ltr', name)} down`,
  formFileUrl: 'Link to a file',
  formAddLink: 'Add link',
  formChooseFile: 'Choose a file',
  formChooseFiles: 'Choose files',
  formWayUpload: 'Upload',
  formWayUrl: 'URL',
  formWayLibrary: 'Library',
  maskPaint: 'Paint mask',
  maskNeedsPicture: 'Choose the picture first.',
  maskFailed: 'Couldn’t open the mask editor. Try again.',
}
