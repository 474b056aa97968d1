import type { Client } from '../client.js'
import { createLiveRequests } from '../store/create-live-requests.js'
import type { LiveRequests } from '../store/live-requests.js'
import { createLazyTracker, loadTracker } from '../stream/lazy-tracker.js'
import type { Tracker } from '../stream/tracker.js'

export interface Live {
  /** Live state of requests: the one home of it. */
  readonly requests: LiveRequests
  /** Watches requests over the stream or by polling. */
  readonly tracker: Tracker
}

/** Fetches the code that watches, which is otherwise fetched with the first request that is watched. */
export const prepareLive = () => loadTracker()

/** What a client knows of requests and how it learns it: `client.use(createLive)`. An app that only uploads has none of it. */
export function createLive(client: Client): Live {
  const { config, transport } = client
  const requests = createLiveRequests(config.clock)
  const tracker = createLazyTracker(config, transport, requests)
  tracker.connection.subscribe((state) => config.emit?.({ type: 'connection', state }))
  requests.onItem((item) => config.emit?.({ type: 'request', item }))
  // With or without React: how a run ended is told once, whoever watches it.
  requests.onOutcome(({ error }) => {
    if (error) client.report(error)
  })
  client.onClose(() => tracker.close())
  return { requests, tracker }
}
