import { CLIENT_ID_KEY, HEADERS } from '../../protocol/headers.js'
import {
  MAX_METADATA_KEYS,
  MAX_METADATA_KEY_LENGTH,
  MAX_METADATA_VALUE_LENGTH,
  MAX_WEBHOOK_LENGTH,
} from '../../protocol/submit-limits.js'
import type { Metadata } from '../../protocol/submit-body.js'
import { ModelRunnerError } from '../errors/model-runner-error.js'
import { lifecycleHeader } from '../transport/lifecycle-header.js'
import type { SubmitOptions } from './submit-options.js'

/** What the options add to a submit's body and headers. Throws a clear error on what the platform would not take. */
export function submitExtras(own: unknown, options: SubmitOptions, clientId: string | undefined) {
  const { storeIo, priority, hint, webhook } = options
  const body: Record<string, unknown> = {}
  if (own || options.metadata || clientId) {
    body.metadata = metadataOf({ ...(own as Metadata | undefined), ...options.metadata }, clientId)
  }
  if (webhook) {
    const { url, events } = typeof webhook === 'string' ? { url: webhook } : webhook
    if (!url.startsWith('https://') || url.length > MAX_WEBHOOK_LENGTH) {
      throw refusal(`webhook must be an https URL of at most ${MAX_WEBHOOK_LENGTH} characters.`)
    }
    body.webhook = url
    if (events) body.webhook_events_filter = events
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

function refusal(message: string): ModelRunnerError {
  const page = process.env.NODE_ENV !== 'production' ? ' See docs/errors/validation.md' : ''
  return new ModelRunnerError({ kind: 'validation', message: message + page })
}
