import type { ModelRunnerError, UploadFailureReason } from '../../client/errors/model-runner-error.js'
import type { ErrorNoticeProps } from '../error-notice/ErrorNotice.js'
import { lazyComponent } from '../internal/lazy-component.js'
import { Part } from './parts.js'
import type { ListMessages } from './list-messages.js'

/** Errors that are not the upload's own (balance, sign-in, proxy) have their own words and actions; loaded when there is one. */
const { Component: ErrorNotice } = lazyComponent<ErrorNoticeProps>(() =>
  import('../error-notice/ErrorNotice.js').then((module) => ({ default: module.ErrorNotice })),
)

interface EntryErrorProps {
  error: ModelRunnerError
  messages: ListMessages
}

/** Why a file is not up, and what helps. */
export function EntryError({ error, messages }: EntryErrorProps) {
  const { reason } = error
  if (error.kind === 'upload-failed' && reason) {
    const text = textOf(error, reason, messages)
    const answer = reason === 'refused' && !error.retryable ? storageMessage(error.body) : undefined
    return (
      <Part part="error" look="hint">
        {text}
        {answer && (
          <>
            {' '}
            (<bdi>{answer}</bdi>)
          </>
        )}
        {process.env.NODE_ENV !== 'production' && <DeveloperText error={error} />}
      </Part>
    )
  }
  return <ErrorNotice compact error={error} />
}

/** A storage that cannot take the file now has not refused it. */
function textOf(
  { retryable, retryAfterMs }: ModelRunnerError,
  reason: UploadFailureReason,
  messages: ListMessages,
) {
  if (reason !== 'refused' || !retryable) return messages.uploaderFailed(reason)
  return retryAfterMs === undefined
    ? messages.uploaderUnavailable
    : messages.uploaderFailedBusy(Math.ceil(retryAfterMs / 1000))
}

/** The error's own text, in English, names what a developer must fix. Not in production. */
function DeveloperText({ error }: Pick<EntryErrorProps, 'error'>) {
  if (error.reason !== 'cors' && error.reason !== 'refused') return null
  return (
    <div dir="ltr" data-mr-look="hint">
      <code>{error.message}</code>
    </div>
  )
}

/** The reason that a storage gives in its XML. */
function storageMessage(body: unknown): string | undefined {
  return typeof body === 'string' ? /<Message>([^<]{1,300})/.exec(body)?.[1] : undefined
}
