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
  /** How many files a bucket has: shown where there is room for it before it is known. */
  count: never
  tagFilter: never
  tagOption: never
  views: never
  view: 'on' | 'off'
  /** How many there are, and how many are selected. */
  summary: never
  /** What scrolls. */
  viewport: never
  grid: never
  row: never
  /** One file; `loading` where one will be. */
  file: 'selected' | 'unselected' | 'refused' | 'loading'
  thumbnail: never
  name: never
  facts: never
  star: 'on' | 'off'
  check: 'on' | 'off'
  /** What the keys do. */
  keys: never
  /** Says that files are read, or that there are none. */
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
