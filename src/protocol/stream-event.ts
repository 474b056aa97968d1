import type { RequestItem } from './request-item.js'

/** What the event stream says. The type may stand in the `event:` field, in the data, or in both. */
export type StreamEvent =
  { type: 'snapshot'; requests: RequestItem[] } | { type: 'update'; request: RequestItem }
