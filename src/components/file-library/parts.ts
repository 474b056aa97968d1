import { createParts } from '../internal/create-parts.js'

/** Parts of `<FileLibrary>` and their states. */
export interface FileLibraryParts {
  /** `data-view` is `grid` or `list`. */
  root: 'loading' | 'ready' | 'empty' | 'error'
  toolbar: never
  search: never
  /** The menus for type and order. */
  select: never
  /** All, favorites, uploads, outputs, inputs with their counts. */
  buckets: never
  bucket: 'on' | 'off'
  /** The number of files in a bucket; its space is reserved before it is known. */
  count: never
  tagFilter: never
  tagOption: never
  views: never
  view: 'on' | 'off'
  /** The number of files, and of selected files. */
  summary: never
  /** The scroll container. */
  viewport: never
  grid: never
  row: never
  /** One file; `loading` for a skeleton. */
  file: 'selected' | 'unselected' | 'refused' | 'loading'
  thumbnail: never
  name: never
  facts: never
  star: 'on' | 'off'
  check: 'on' | 'off'
  /** The keyboard help. */
  keys: never
  /** The loading or empty state. */
  placeholder: never
  action: never
  /** The dialog with one file. */
  preview: never
  previewTitle: never
  previewBody: never
  media: never
  details: never
  link: never
  tags: never
  tag: never
  tagForm: never
  requests: never
  confirm: never
}

export const { Root, Part } = createParts<FileLibraryParts>('file-library')
