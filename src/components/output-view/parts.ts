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
  /** The key under which the output holds a piece, where it says more than "image". */
  caption: never
  /** Keeps the place of a picture or video. */
  frame: 'loading' | 'loaded' | 'broken'
  image: never
  /** The picture that a mask or boxes belong to, below them. */
  under: never
  /** The button around a picture that opens it large. */
  view: never
  /** What stands in a frame whose file could not be loaded. */
  broken: never
  retry: never
  video: never
  audio: never
  /** A file that is neither shown nor played. */
  file: never
  fileName: never
  fileKind: never
  /** A 3D file in the viewer that `modelViewer` loads. */
  model: never
  actions: never
  download: 'idle' | 'saving'
  open: never
  /** Hands the file to `onUse`. */
  use: never
  copyImage: 'idle' | 'copied' | 'failed'
  text: never
  copy: 'idle' | 'copied'
  /** A text with its times and speakers. */
  transcript: never
  segments: never
  /** Labels with their scores, and boxes with their places. */
  labels: never
  boxes: never
  box: never
  embedding: never
  /** Folds what is not media: seed, timings, flags. */
  details: never
  useSeed: never
  /** JSON that unfolds. */
  data: never
  /** Says that a link was left out. */
  unsafe: never
  /** A picture large, over the page. */
  viewer: never
  viewerBar: never
  viewerStage: 'fitted' | 'zoomed'
  viewerImage: never
  viewerAction: 'on' | 'off'
  /** Two pictures with a slider between them. */
  compare: never
  compareSlider: never
}

export const { Root, Part } = createParts<OutputViewParts>('output-view')
