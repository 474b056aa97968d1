/** The events that a webhook can ask for. */
export type WebhookEvent = 'completed' | 'start'

/** Where a request's deliveries go, and for which events. */
export interface WebhookTarget {
  url: string
  events: readonly WebhookEvent[]
}

/** Without a filter only the end of a request is delivered. */
const DEFAULT_EVENTS: readonly WebhookEvent[] = ['completed']

const LOOPBACK = /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/i
/** Names and addresses that no platform on the internet can reach, or should. */
const PRIVATE = [
  /^(10|127|0)(\.\d+){3}$/,
  /^192\.168(\.\d+){2}$/,
  /^172\.(1[6-9]|2\d|3[01])(\.\d+){2}$/,
  /^169\.254(\.\d+){2}$/,
  /^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])(\.\d+){2}$/,
  /^\[(::|::1|f[cd].*|fe[89ab].*|::ffff:.*)\]$/i,
  /(^|\.)(localhost|local|internal|lan|home|corp)$/i,
  // A name without a dot is one of a local network.
  /^[^.[\]]+$/,
]

/** Why a URL cannot be a webhook; undefined where it can. */
export function unusableWebhook(
  text: string,
  { allowLoopback }: { allowLoopback: boolean },
): string | undefined {
  if (!URL.canParse(text)) return 'Must be an https URL'
  const { protocol, hostname, username, password } = new URL(text)
  if (username || password) return 'Must not hold credentials'
  if (allowLoopback && LOOPBACK.test(hostname)) {
    return protocol === 'https:' || protocol === 'http:' ? undefined : 'Must be an http(s) URL'
  }
  if (protocol !== 'https:') return 'Must be an https URL'
  return PRIVATE.some((pattern) => pattern.test(hostname)) ? 'Must be a public host' : undefined
}

/** The target that a checked submit body names. */
export function readWebhookTarget(body: Readonly<Record<string, unknown>>): WebhookTarget | undefined {
  const { webhook: url, webhook_events_filter: filter } = body
  if (typeof url !== 'string') return undefined
  const events = (
    Array.isArray(filter) ? filter : filter === undefined ? DEFAULT_EVENTS : [filter]
  ) as WebhookEvent[] // checked
  return { url, events }
}
