import { createParts } from '../internal/create-parts.js'

/** Parts of `<FileField>` and their states. */
export interface FileFieldParts {
  root: 'empty' | 'uploading' | 'filled' | 'dragging'
  /** What was given, in order. */
  list: never
  /** The tabs: upload, URL, library. */
  ways: never
  way: 'on' | 'off'
  /** What belongs to one tab. */
  panels: never
  panel: never
  link: never
  addLink: never
}

export const { Root, Part } = createParts<FileFieldParts>('file-field')
