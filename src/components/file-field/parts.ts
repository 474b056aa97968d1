import { createParts } from '../internal/create-parts.js'

/** Parts of `<FileField>` and their states. */
export interface FileFieldParts {
  root: 'empty' | 'uploading' | 'filled' | 'dragging'
  /** The files and links, in order. */
  list: never
  /** The tabs: upload, URL, library. */
  ways: never
  way: 'on' | 'off'
  /** Contains the content of one tab. */
  panels: never
  panel: never
  link: never
  addLink: never
}

export const { Root, Part } = createParts<FileFieldParts>('file-field')
