import {
  MAX_METADATA_KEYS,
  MAX_METADATA_KEY_LENGTH,
  MAX_METADATA_VALUE_LENGTH,
  MAX_WEBHOOK_LENGTH,
} from '../../protocol/limits.js'
import { unusableWebhook } from '../webhooks/webhook-target.js'
import type { Issue } from './check-schema.js'

const WEBHOOK_EVENTS = ['completed', 'start']

/** What is wrong with the keys of a submit body that are the platform's. */
export function checkReserved(
  body: Readonly<Record<string, unknown>>,
  settings: { allowLoopbackWebhooks: boolean },
): Issue[] {
  return [
    ...checkMetadata(body['metadata']),
    ...checkWebhook(body['webhook'], settings.allowLoopbackWebhooks),
    ...checkFilter(body['webhook_events_filter'], body['webhook']),
    ...(body['public'] === undefined || typeof body['public'] === 'boolean'
      ? []
      : [issue(['public'], 'Expected boolean', 'invalid_type')]),
  ]
}

function checkMetadata(metadata: unknown): Issue[] {
  if (metadata === undefined) return []
  if (typeof metadata !== 'object' || metadata === null || Array.isArray(metadata)) {
    return [issue(['metadata'], 'Expected object', 'invalid_type')]
  }
  const entries = Object.entries(metadata)
  const issues: Issue[] = []
  if (entries.length > MAX_METADATA_KEYS) {
    issues.push(issue(['metadata'], `Metadata holds at most ${MAX_METADATA_KEYS} keys`, 'too_big'))
  }
  for (const [key, value] of entries) {
    if (key.length < 1 || key.length > MAX_METADATA_KEY_LENGTH) {
      issues.push(issue(['metadata', key], `A key has 1 to ${MAX_METADATA_KEY_LENGTH} characters`, 'custom'))
    }
    if (typeof value !== 'string') issues.push(issue(['metadata', key], 'Expected string', 'invalid_type'))
    else if (value.length > MAX_METADATA_VALUE_LENGTH) {
      const message = `String must contain at most ${MAX_METADATA_VALUE_LENGTH} character(s)`
      issues.push(issue(['metadata', key], message, 'too_big'))
    }
  }
  return issues
}

function checkWebhook(webhook: unknown, allowLoopback: boolean): Issue[] {
  if (webhook === undefined) return []
  const unusable =
    typeof webhook === 'string' ? unusableWebhook(webhook, { allowLoopback }) : 'Must be an https URL'
  if (unusable !== undefined || typeof webhook !== 'string') {
    return [issue(['webhook'], unusable ?? '', 'invalid_string')]
  }
  if (webhook.length <= MAX_WEBHOOK_LENGTH) return []
  return [issue(['webhook'], `String must contain at most ${MAX_WEBHOOK_LENGTH} character(s)`, 'too_big')]
}

function checkFilter(filter: unknown, webhook: unknown): Issue[] {
  if (filter === undefined) return []
  const path = ['webhook_events_filter']
  if (webhook === undefined) return [issue(path, 'Needs a webhook', 'custom')]
  const events: unknown[] = Array.isArray(filter) ? filter : [filter]
  const isKnown = events.length > 0 && events.every((each) => WEBHOOK_EVENTS.some((known) => known === each))
  return isKnown ? [] : [issue(path, "Expected 'completed' | 'start'", 'invalid_enum_value')]
}

function issue(path: (string | number)[], message: string, code: string): Issue {
  return { code, path, message }
}

/** owner/alias, where the alias may hold slashes; every segment of [A-Za-z0-9._-] and none of them a dot or two. */
export function isEndpoint(value: string): boolean {
  const segments = value.split('/')
  return segments.length > 1 && segments.every((each) => /^(?!\.{1,2}$)[\w.-]+$/.test(each))
}
