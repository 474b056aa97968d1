import type { UploadItem } from '../../client/uploads/upload-item.js'
import type { Messages } from '../../messages/messages.js'

/** What a screen reader is told of the uploads: that they go on, and once what came of them. Not the bytes in between. */
export function statusMessage(uploads: readonly UploadItem[], messages: Messages): string {
  const count = (...states: UploadItem['state'][]) =>
    uploads.filter(({ state }) => states.includes(state)).length
  if (count('queued', 'uploading', 'retrying')) return messages.uploaderGoing
  const paused = count('paused')
  const done = count('done')
  const failed = count('failed')
  return paused || done || failed ? messages.uploaderOutcome({ done, failed, paused }) : ''
}
