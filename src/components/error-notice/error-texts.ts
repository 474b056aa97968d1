import type { ErrorKind, ModelRunnerError } from '../../client/errors/model-runner-error.js'
import type { ErrorMessages } from '../../messages/areas/error-messages.js'
import type { UserLimit } from './use-retry.js'

export interface ErrorTexts {
  title: string
  text: string
}

type Topic =
  | 'Validation'
  | 'Unavailable'
  | 'Forbidden'
  | 'Balance'
  | 'NotFound'
  | 'Conflict'
  | 'TooLarge'
  | 'Output'
  | 'Generation'
  | 'RateLimit'
  | 'Server'
  | 'Network'
  | 'Timeout'
  | 'Unexpected'
  | 'File'
  | 'Upload'

const TOPICS: Record<ErrorKind, Topic> = {
  validation: 'Validation',
  unauthorized: 'Unavailable',
  proxy: 'Unavailable',
  forbidden: 'Forbidden',
  'insufficient-balance': 'Balance',
  'not-found': 'NotFound',
  conflict: 'Conflict',
  'too-large': 'TooLarge',
  'invalid-output': 'Output',
  'generation-failed': 'Generation',
  'rate-limited': 'RateLimit',
  server: 'Server',
  network: 'Network',
  timeout: 'Timeout',
  aborted: 'Unexpected',
  'unexpected-response': 'Unexpected',
  'upload-rejected': 'File',
  'upload-failed': 'Upload',
}

interface Situation {
  isOffline: boolean
  /** It is tried again without the user. */
  isAutomatic: boolean
  /** A limit of the app itself, for this user. */
  limit?: UserLimit
}

/** What the user reads: what happened, and what comes next. */
export function errorTexts(
  error: ModelRunnerError,
  situation: Situation,
  messages: ErrorMessages,
): ErrorTexts {
  const { isOffline, isAutomatic, limit } = situation
  if (error.maybeSubmitted) return { title: messages.errorUnknownTitle, text: messages.errorUnknownText }
  if (limit) {
    const reason = messages.errorLimitText(limit.limit)
    const until = limit.isLong && limit.resetsAt !== undefined ? messages.errorLimitUntil(limit.resetsAt) : ''
    const next = isAutomatic ? messages.errorRateLimitAutoText : until
    return { title: messages.errorLimitTitle, text: [reason, next].filter(Boolean).join(' ') }
  }
  const topic = TOPICS[error.kind] ?? 'Unexpected'
  if (topic === 'Network' && isOffline) {
    const text = isAutomatic ? messages.errorOfflineAutoText : messages.errorOfflineText
    return { title: messages.errorOfflineTitle, text }
  }
  const title = messages[`error${topic}Title`]
  if (topic === 'RateLimit' && isAutomatic) return { title, text: messages.errorRateLimitAutoText }
  return { title, text: reasonOf(error) ?? uploadText(error, messages) ?? messages[`error${topic}Text`] }
}

/** Each cause of a failed upload has its own way on; without one, or with the network's, the topic's own text fits. */
function uploadText({ reason, retryable }: ModelRunnerError, messages: ErrorMessages): string | undefined {
  if (!reason || reason === 'network') return undefined
  return messages.errorUploadFailed(reason === 'refused' && retryable ? 'unavailable' : reason)
}

/** Kinds whose message is a reason that was written for users. */
const READABLE_KINDS: readonly ErrorKind[] = ['generation-failed', 'invalid-output', 'validation']

/** The words of an error that nobody gave any: they are English, and a user has the catalogue's. */
const WITHOUT_REASON = /no reason|^The request failed \(/i

/**
 * The platform's or the provider's own reason, where a user can use it. Never one about keys and proxies, and none
 * that only says that there is none. Issues that stand in a list are not said twice.
 */
function reasonOf({ kind, message, fieldErrors }: ModelRunnerError): string | undefined {
  if (!READABLE_KINDS.includes(kind) || WITHOUT_REASON.test(message) || /api.?key|proxy/i.test(message))
    return undefined
  return kind === 'validation' && fieldErrors.length > 0 ? undefined : message
}
