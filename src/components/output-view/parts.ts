import { createParts } from '../internal/create-parts.js'

/** Parts of `<OutputView>` and their states. */
export interface OutputViewParts {
  root: 'empty' | 'purged' | 'filled'
  /** The empty state. */
  empty: never
  /** Contains images and other files. */
  grid: never
  /** One file with its actions; `data-kind` is its kind, `file` where it cannot be shown. */
  item: never
  /** The key of an output value, when it says more than "image". */
  caption: never
  /** Reserves the space of an image or video. */
  frame: 'loading' | 'loaded' | 'broken'
  image: never
  /** The image below a mask or boxes. */
  under: never
  /** The button around an image that opens the viewer. */
  view: never
  /** Shown in a frame whose file could not be loaded. */
  broken: never
  retry: never
  video: never
  audio: never
  /** A file that can only be downloaded. */
  file: never
  fileName: never
  fileKind: never
  /** A 3D file in the viewer loaded by `modelViewer`. */
  model: never
  actions: never
  download: 'idle' | 'saving'
  open: never
  /** Passes the file to `onUse`. */
  use: never
  copyImage: 'idle' | 'copied' | 'failed'
  text: never
  copy: 'idle' | 'copied'
  /** A transcript with times and speakers. */
  transcript: never
  segments: never
  /** Labels with scores, and boxes with positions. */
  labels: never
  boxes: never
  box: never
  embedding: never
  /** Collapses what is not media: seed, timings, flags. */
  details: never
  useSeed: never
  /** Shows the next files of an output that has many. */
  more: never
  /** Expandable JSON. */
  data: never
  /** Says that an unsafe link was removed. */
  unsafe: never
  /** The full-page image viewer. */
  viewer: never
  viewerBar: never
  viewerStage: 'fitted' | 'zoomed'
  viewerImage: never
  viewerAction: 'on' | 'off'
  /** Two images with a slider between them. */
  compare: never
  compareSlider: never
}

export const { Root, Part } = createParts<OutputViewParts>('output-view')
