import { isEndpointId } from '../../protocol/hosts.js'
import { CLIENT_ID_KEY, HEADERS } from '../../protocol/headers.js'
import {
  MAX_METADATA_KEYS,
  MAX_METADATA_KEY_LENGTH,
  MAX_METADATA_VALUE_LENGTH,
  MAX_WEBHOOK_LENGTH,
} from '../../protocol/limits.js'
import type { Metadata, QueuePriority } from '../../protocol/queue-envelope.js'
import { ModelRunnerError } from '../errors/model-runner-error.js'
import { lifecycleHeader } from '../transport/lifecycle.js'
import { warnOnce } from '../errors/warn-once.js'
import type { SubmitCallbacks, SubmitOptions } from './submit-options.js'

const PRIORITIES: readonly QueuePriority[] = ['normal', 'low']
const EVENTS: readonly string[] = ['start', 'completed']
/** https, as the platform wants it; the emulator may deliver to the machine that it runs on. */
const USABLE_WEBHOOK = /^https:\/\/|^http:\/\/(localhost|127\.0\.0\.1)[:/]/

/** What the options add to a submit's body and headers. Throws a clear error on what the platform would not take. */
export function submitExtras(own: unknown, options: SubmitOptions, clientId: string | undefined) {
  const { storeIo, priority, hint, webhook, baseModel } = options
  if (process.env.NODE_ENV !== 'production') warnOfUnknown(options)
  if (priority !== undefined && !PRIORITIES.includes(priority)) {
    throw refusal(`priority is ${JSON.stringify(priority)}. Give ${PRIORITIES.map(quoted).join(' or ')}.`)
  }
  if (hint !== undefined && !/^[\x20-\x7e]+$/.test(hint)) {
    throw refusal('hint goes into a header: letters, digits and signs of ASCII.')
  }
  const body: Record<string, unknown> = {}
  if (own || options.metadata || clientId) {
    body.metadata = metadataOf({ ...(own as Metadata | undefined), ...options.metadata }, clientId)
  }
  if (webhook) {
    const { url, events } = typeof webhook === 'string' ? { url: webhook } : webhook
    if (!USABLE_WEBHOOK.test(url ?? '') || url.length > MAX_WEBHOOK_LENGTH) {
      throw refusal(`webhook must be an https URL of at most ${MAX_WEBHOOK_LENGTH} characters.`)
    }
    const unknownEvent = events?.find((event) => !EVENTS.includes(event))
    if (unknownEvent) {
      throw refusal(
        `webhook.events has ${quoted(unknownEvent)}. There are ${EVENTS.map(quoted).join(' and ')}.`,
      )
    }
    body.webhook = url
    if (events) body.webhook_events_filter = events
  }
  if (baseModel !== undefined) {
    if (!isEndpointId(baseModel))
      throw refusal(`baseModel is ${JSON.stringify(baseModel)}. Give owner/alias.`)
    body.base_model = baseModel
  }
  const headers = {
    ...lifecycleHeader(options.lifecycle),
    [HEADERS.storeIo]: storeIo === undefined ? undefined : String(Number(storeIo)),
    [HEADERS.priority]: priority,
    [HEADERS.hint]: hint,
    [HEADERS.runnerHint]: hint,
  }
  return { body, headers }
}

function metadataOf(own: Metadata, clientId: string | undefined): Metadata {
  if (clientId && CLIENT_ID_KEY in own) {
    throw refusal(`metadata.${CLIENT_ID_KEY} is set by exactlyOnce; leave it out.`)
  }
  const all = clientId ? { ...own, [CLIENT_ID_KEY]: clientId } : own
  const entries = Object.entries(all)
  if (entries.length > MAX_METADATA_KEYS) {
    const taken = clientId ? ', one of them taken by exactlyOnce' : ''
    throw refusal(`metadata has ${entries.length} keys; ${MAX_METADATA_KEYS} are allowed${taken}.`)
  }
  for (const [key, value] of entries) {
    const isKey = key.length > 0 && key.length <= MAX_METADATA_KEY_LENGTH
    if (!isKey || typeof value !== 'string' || value.length > MAX_METADATA_VALUE_LENGTH) {
      throw refusal(
        `metadata.${key}: keys have 1–${MAX_METADATA_KEY_LENGTH} characters, values are strings of at most ${MAX_METADATA_VALUE_LENGTH}.`,
      )
    }
  }
  return all
}

function warnOfUnknown(options: SubmitOptions): void {
  const known: Record<keyof (SubmitOptions & SubmitCallbacks), true> = {
    metadata: true,
    lifecycle: true,
    storeIo: true,
    priority: true,
    hint: true,
    webhook: true,
    baseModel: true,
    concurrent: true,
    exactlyOnce: true,
    isSecret: true,
    onSubmitted: true,
    onError: true,
  }
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined || Object.hasOwn(known, name)) continue
    warnOnce(
      `${name} is no option of a submit, and does nothing. There are ${Object.keys(known).join(', ')}. The model's own fields belong into the input. See docs/errors/validation.md`,
    )
  }
}

function quoted(text: string): string {
  return `'${text}'`
}

function refusal(message: string): ModelRunnerError {
  const page = process.env.NODE_ENV !== 'production' ? ' See docs/errors/validation.md' : ''
  return new ModelRunnerError({ kind: 'validation', message: message + page })
}
