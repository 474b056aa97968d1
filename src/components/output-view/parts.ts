import { createParts } from '../internal/create-parts.js'

/** Parts of `<OutputView>` and their states. */
export interface OutputViewParts {
  root: 'empty' | 'purged' | 'filled'
  /** Words where there is nothing to show. */
  empty: never
  /** Holds pictures and other files. */
  grid: never
  /** One file with its actions; `data-kind` tells which kind. */
  item: never
  /** Keeps the place of a picture or video. */
  frame: 'loading' | 'loaded' | 'broken'
  image: never
  /** What stands in a frame whose picture could not be loaded. */
  broken: never
  retry: never
  video: never
  audio: never
  /** A file that is neither shown nor played. */
  file: never
  fileName: never
  fileKind: never
  actions: never
  download: never
  open: never
  text: never
  copy: 'idle' | 'copied'
  /** JSON that unfolds. */
  data: never
  /** Says that a link was left out. */
  unsafe: never
}

export const { Root, Part } = createParts<OutputViewParts>('output-view')
