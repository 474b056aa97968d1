import {
  isModelRunnerError,
  ModelRunnerError,
  type ModelRunnerErrorInit,
  type UploadFailureReason,
} from '../errors/model-runner-error.js'
import { PutFailure } from './put.js'

/** The one error type for whatever stopped an upload. */
export function uploadError(cause: unknown, name: string): ModelRunnerError {
  if (isModelRunnerError(cause)) return cause
  if (cause instanceof PutFailure) {
    const page = process.env.NODE_ENV !== 'production' ? ' See docs/errors/upload-failed.md' : ''
    const [reason, text] = explain(cause)
    return failedUpload({
      message: `${name}: ${text}${page}`,
      reason,
      status: cause.status || undefined,
      retryable: cause.isRetryable,
      retryAfterMs: cause.retryAfterMs,
      body: cause.body,
      cause,
    })
  }
  const message = cause instanceof Error ? cause.message : String(cause)
  return failedUpload({
    message: `${name} could not be uploaded (${message}). Choose the file again.`,
    retryable: false,
    cause,
  })
}

/** An `upload-failed` with its reason. */
export function failedUpload({
  reason,
  ...init
}: Omit<ModelRunnerErrorInit, 'kind'> & { reason?: UploadFailureReason }): ModelRunnerError {
  return Object.assign(new ModelRunnerError({ kind: 'upload-failed', ...init }), reason && { reason })
}

function explain({ reason, status, sent, body }: PutFailure): [UploadFailureReason, string] {
  switch (reason) {
    case 'network':
      return sent > 0
        ? [
            'network',
            'the connection to the storage broke again and again. Check the connection, then try again.',
          ]
        : [
            'network',
            'the storage cannot be reached: the network blocks it, or the bucket’s CORS rules do not allow PUT from this page.',
          ]
    case 'stall':
      return ['network', 'the connection to the storage stood still. Check the connection, then try again.']
    case 'etag':
      return [
        'cors',
        'the part arrived, but its ETag cannot be read: the bucket’s CORS rules must list ETag in ExposeHeaders.',
      ]
    case 'origin':
      return [
        'cors',
        'the storage is there, but refuses this page: the bucket’s CORS rules must allow PUT from this origin.',
      ]
    case 'changed':
      return [
        'file-changed',
        'it cannot be read: it was changed or removed since it was chosen, or is a folder. Choose it again.',
      ]
    case 'status': {
      const answer = storageMessage(body)
      const text = `the storage refused it with HTTP ${status}${answer ? ` (${answer})` : ''}.`
      return ['refused', status === 403 ? `${text} Also a fresh signature was refused.` : text]
    }
    default:
      return reason satisfies never
  }
}

/** The reason that a storage gives in its XML. */
function storageMessage(body: string | undefined): string | undefined {
  return /<Message>([^<]{1,300})/.exec(body ?? '')?.[1]
}
