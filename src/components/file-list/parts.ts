import { createParts } from '../internal/create-parts.js'
import type { UploadState } from '../../client/uploads/upload-item.js'

/** Parts of `<FileUploader>` and their states. */
export interface FileUploaderParts {
  root: 'idle' | 'uploading' | 'dragging' | 'disabled'
  /** Where files are dropped, pasted and chosen. Clicking anywhere in it opens the file dialog. */
  dropzone: 'idle' | 'dragging'
  browse: never
  folder: never
  /** "or drop them here". */
  hint: never
  /** What may be chosen. */
  limits: never
  /** Files that were refused, each with its reason. */
  refusals: never
  refusal: never
  dismiss: never
  /** Progress of all, where there are several. */
  total: never
  totalText: never
  totalProgress: never
  totalActions: never
  pauseAll: never
  resumeAll: never
  cancelAll: never
  retryAll: never
  list: never
  item: UploadState
  preview: never
  name: never
  status: never
  progress: never
  actions: never
  pause: never
  resume: never
  cancel: never
  retry: never
  chooseAgain: never
  /** What else can be done with a file. */
  menu: never
  more: never
  menuList: never
  /** Why it is not up. */
  error: never
  moveUp: never
  moveDown: never
  remove: never
}

export const { Root, Part } = createParts<FileUploaderParts>('file-uploader')
