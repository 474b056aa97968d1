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
  /** The accepted types, sizes and counts. */
  limits: never
  /** Refused files, each with its reason. */
  refusals: never
  refusal: never
  dismiss: never
  /** The total progress of several files. */
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
  /** The menu with further actions of a file. */
  menu: never
  more: never
  menuList: never
  /** Why the upload failed. */
  error: never
  moveUp: never
  moveDown: never
  remove: never
}

export const { Root, Part } = createParts<FileUploaderParts>('file-uploader')
