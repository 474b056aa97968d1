import { isModelRunnerError } from '../errors/is-model-runner-error.js'
import { ModelRunnerError } from '../errors/model-runner-error.js'
import { PutFailure } from './put.js'

/** The one error type for whatever stopped an upload. */
export function uploadError(cause: unknown, name: string): ModelRunnerError {
  if (isModelRunnerError(cause)) return cause
  if (cause instanceof PutFailure) {
    const page = process.env.NODE_ENV !== 'production' ? ' See docs/errors/upload-failed.md' : ''
    return new ModelRunnerError({
      kind: 'upload-failed',
      message: `${name}: ${textOf(cause)}${page}`,
      status: cause.status || undefined,
      retryable: cause.isRetryable,
      retryAfterMs: cause.retryAfterMs,
      body: cause.body,
      cause,
    })
  }
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new ModelRunnerError({
    kind: 'upload-failed',
    message: `${name} could not be uploaded (${reason}). Choose the file again.`,
    retryable: false,
    cause,
  })
}

function textOf({ reason, status, sent, body }: PutFailure): string {
  switch (reason) {
    case 'network':
      return sent > 0
        ? 'the connection to the storage broke again and again. Check the connection, then try again.'
        : 'the storage cannot be reached: the network blocks it, or the bucket’s CORS rules do not allow PUT from this page.'
    case 'stall':
      return 'the connection to the storage stood still. Check the connection, then try again.'
    case 'etag':
      return 'the part arrived, but its ETag cannot be read: the bucket’s CORS rules must list ETag in ExposeHeaders.'
    case 'status': {
      const said = /<Message>([^<]{1,300})/.exec(body ?? '')?.[1]
      const text = `the storage refused it with HTTP ${status}${said ? ` (${said})` : ''}.`
      return status === 403 ? `${text} Also a fresh signature was refused.` : text
    }
    default:
      return reason satisfies never
  }
}
