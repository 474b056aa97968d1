import type { UploadOptions } from '../../client/uploads/upload-options.js'
import { inputAccept } from '../../shared/accepts.js'
import type { UploadItem } from '../../client/uploads/upload-item.js'
import type { RefusalReason } from '../../client/uploads/refusals.js'
import type { ListMessages } from './list-messages.js'

/** What may be chosen, in one line; empty where everything may. */
export function limitsText(
  { accept, maxSize, maxFiles }: Pick<UploadOptions, 'accept' | 'maxSize' | 'maxFiles'>,
  messages: ListMessages,
): string {
  const entries = inputAccept(accept)?.split(',') ?? []
  const text = [
    entries.length ? messages.uploaderAccepts(entries) : '',
    maxSize === undefined ? '' : messages.uploaderMaxSize(maxSize),
    maxFiles === undefined || maxFiles === 1 ? '' : messages.uploaderMaxFiles(maxFiles),
  ]
    .filter(Boolean)
    .join(' · ')
  return text.charAt(0).toLocaleUpperCase(messages.locale) + text.slice(1)
}

/** What a screen reader announces of the uploads: that they go on, and once what came of them. Not the bytes in between. */
export function statusMessage(uploads: readonly UploadItem[], messages: ListMessages): string {
  const count = (...states: UploadItem['state'][]) =>
    uploads.filter(({ state }) => states.includes(state)).length
  if (count('queued', 'uploading', 'retrying')) return messages.uploaderGoing
  const paused = count('paused')
  const done = count('done')
  const failed = count('failed')
  return paused || done || failed ? messages.uploaderOutcome({ done, failed, paused }) : ''
}

/** Why a file was refused, in the user's language. */
export function refusalText(reason: RefusalReason, messages: ListMessages): string {
  switch (reason.code) {
    case 'type':
      return messages.uploaderWrongType
    case 'empty':
      return messages.uploaderEmpty
    case 'duplicate':
      return messages.uploaderDuplicate
    case 'too-many':
      return messages.uploaderTooMany(reason.maxFiles)
    case 'too-large':
    case 'too-many-parts':
      return messages.uploaderTooLarge(reason.maxBytes)
    default:
      return reason satisfies never
  }
}
