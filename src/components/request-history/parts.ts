import { createParts } from '../internal/create-parts.js'

/** Parts of `<RequestHistory>` and their states. */
export interface RequestHistoryParts {
  root: 'loading' | 'ready' | 'empty' | 'error'
  /** The number of runs. */
  count: never
  /** The scroll container. */
  viewport: never
  list: never
  item: never
  /** One run; a button with `onSelect`. `data-state` is its outcome. */
  row: 'pending' | 'succeeded' | 'failed' | 'cancelled'
  thumbnail: never
  /** The prompt. */
  title: never
  details: never
  endpoint: never
  status: never
  price: never
  time: never
  placeholder: never
  /** One run in a dialog: output, input and actions. */
  run: never
  runBody: never
  runHead: never
  runTitle: never
  runOutput: never
  runInput: never
  runFacts: never
  runActions: never
  action: never
}

export const { Root, Part } = createParts<RequestHistoryParts>('request-history')
