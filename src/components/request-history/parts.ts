import { createParts } from '../internal/create-parts.js'

/** Parts of `<RequestHistory>` and their states. */
export interface RequestHistoryParts {
  root: 'loading' | 'ready' | 'empty' | 'error'
  /** How many there are. */
  count: never
  /** What scrolls. */
  viewport: never
  list: never
  item: never
  /** One run: a button where `onSelect` is given. `data-state` is its outcome. */
  row: 'pending' | 'succeeded' | 'failed' | 'cancelled'
  thumbnail: never
  /** What was asked for, in the person's words. */
  title: never
  details: never
  endpoint: never
  status: never
  price: never
  time: never
  placeholder: never
  /** One run, opened: a dialog with its output, its input and what can be done with it. */
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
