import { isEndpointId } from '../../protocol/endpoint-id.js'
import { CLIENT_ID_KEY, HEADERS } from '../../protocol/headers.js'
import {
  MAX_BODY_BYTES,
  MAX_METADATA_KEYS,
  MAX_METADATA_KEY_LENGTH,
  MAX_METADATA_VALUE_LENGTH,
  MAX_WEBHOOK_LENGTH,
} from '../../protocol/limits.js'
import { queueEnvelopeShape } from '../../protocol/queue-envelope.js'
import type { Metadata } from '../../protocol/submit-body.js'
import { ModelRunnerError } from '../errors/model-runner-error.js'
import { lifecycleHeader } from '../transport/lifecycle-header.js'
import type { Call } from '../transport/transport.js'
import type { SubmitOptions } from './submit-options.js'

/** The submit as a call, or a clear error before anything is sent. */
export function buildSubmit(
  endpoint: string,
  input: unknown,
  options: SubmitOptions,
  clientId: string,
): Call {
  if (!isEndpointId(endpoint)) {
    throw refusal(
      'validation',
      `"${endpoint}" is no endpoint id. It is owner/alias, of letters, digits, ".", "_" and "-".`,
    )
  }
  const body = bodyOf(input, options, clientId)
  const text = JSON.stringify(body)
  if (text.length > MAX_BODY_BYTES || new Blob([text]).size > MAX_BODY_BYTES) {
    throw refusal(
      'too-large',
      'The input is over 10 MB. Give large files as File objects or URLs: they are uploaded apart.',
    )
  }
  return {
    host: 'queue',
    path: `/${endpoint}`,
    method: 'POST',
    body,
    headers: {
      ...lifecycleHeader(options.lifecycle),
      [HEADERS.storeIo]: options.storeIo === undefined ? undefined : String(Number(options.storeIo)),
      [HEADERS.priority]: options.priority,
      [HEADERS.hint]: options.hint,
      [HEADERS.runnerHint]: options.hint,
    },
    shape: queueEnvelopeShape,
    // A paid call is repeated only by who can tell whether it arrived.
    retry: false,
  }
}

function bodyOf(input: unknown, options: SubmitOptions, clientId: string): Record<string, unknown> {
  const { exactlyOnce = true, webhook } = options
  const body = { ...(input as Record<string, unknown>) }
  // Untouched where nothing is to be added: `exactlyOnce: false` sends what the caller gave.
  if (exactlyOnce || options.metadata) {
    body.metadata = metadataOf(
      { ...(body.metadata as Metadata | undefined), ...options.metadata },
      exactlyOnce ? clientId : undefined,
    )
  }
  if (webhook) {
    const { url, events } = typeof webhook === 'string' ? { url: webhook } : webhook
    if (!url.startsWith('https://') || url.length > MAX_WEBHOOK_LENGTH) {
      throw refusal('validation', `webhook must be an https URL of at most ${MAX_WEBHOOK_LENGTH} characters.`)
    }
    body.webhook = url
    if (events) body.webhook_events_filter = events
  }
  return body
}

function metadataOf(own: Metadata, clientId: string | undefined): Metadata {
  if (clientId && CLIENT_ID_KEY in own)
    throw refusal('validation', `metadata.${CLIENT_ID_KEY} is set by exactlyOnce; leave it out.`)
  const all = clientId ? { ...own, [CLIENT_ID_KEY]: clientId } : own
  const entries = Object.entries(all)
  if (entries.length > MAX_METADATA_KEYS) {
    throw refusal(
      'validation',
      `metadata has ${entries.length} keys; ${MAX_METADATA_KEYS} are allowed${clientId ? ', one of them taken by exactlyOnce' : ''}.`,
    )
  }
  for (const [key, value] of entries) {
    if (
      !key ||
      key.length > MAX_METADATA_KEY_LENGTH ||
      typeof value !== 'string' ||
      value.length > MAX_METADATA_VALUE_LENGTH
    ) {
      throw refusal(
        'validation',
        `metadata.${key}: keys have 1–${MAX_METADATA_KEY_LENGTH} characters, values are strings of at most ${MAX_METADATA_VALUE_LENGTH}.`,
      )
    }
  }
  return all
}

function refusal(kind: 'validation' | 'too-large', message: string): ModelRunnerError {
  return new ModelRunnerError({ kind, message })
}
