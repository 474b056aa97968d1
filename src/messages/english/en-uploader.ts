import type { UploaderMessages } from '../areas/uploader-messages.js'
import { formatBytes } from '../format-bytes.js'
import { formatDuration } from '../format-duration.js'
import { formatList } from '../format-list.js'
import { formatNumber, plural } from '../format-number.js'
import { isolateText } from '../isolate-text.js'
import { typeName } from '../type-name.js'

/** English: uploader. */
export const enUploader: UploaderMessages = {
  uploaderLabel: 'Files',
  uploaderBrowse: 'Choose a file',
  uploaderBrowseMany: 'Choose files',
  uploaderFolder: 'Choose a folder',
  uploaderDrop: 'Drop or paste here',
  uploaderDropNow: 'Drop to upload',
  uploaderAccepts: (entries) => formatList('en', entries.map(typeText)),
  uploaderMaxSize: (bytes) => `up to ${formatBytes('en', bytes)} each`,
  uploaderMaxFiles: (files) => `at most ${plural('en', files, { one: '# file', other: '# files' })}`,
  uploaderWrongType: "isn't a supported file type",
  uploaderEmpty: 'is empty',
  uploaderDuplicate: 'is already in the list',
  uploaderTooLarge: (maxBytes) => `is larger than ${formatBytes('en', maxBytes)}`,
  uploaderTooMany: (maxFiles) =>
    `exceeds the limit of ${plural('en', maxFiles, { one: '# file', other: '# files' })}`,
  uploaderDismiss: 'Close',
  uploaderState: (state) => UPLOAD_STATES[state],
  uploaderNotice: (notice) => UPLOAD_NOTICES[notice],
  uploaderSize: (bytes) => formatBytes('en', bytes),
  uploaderBytes: (loaded, total) => `${formatBytes('en', loaded)} of ${formatBytes('en', total)}`,
  uploaderRemaining: (seconds) => `${formatDuration('en', seconds * 1000)} left`,
  uploaderTotal: (done, total) => `${formatNumber('en', done)} of ${formatNumber('en', total)} uploaded`,
  uploaderPause: 'Pause',
  uploaderResume: 'Resume',
  uploaderCancel: 'Cancel',
  uploaderRetry: 'Try again',
  uploaderChooseAgain: 'Choose again',
  uploaderMore: (name) => `More actions for ${isolateText('ltr', name)}`,
  uploaderFailed: (reason) => UPLOAD_FAILURES[reason],
  uploaderFailedBusy: (seconds) =>
    `The storage is busy. Try again in ${formatDuration('en', seconds * 1000)}.`,
  uploaderUnavailable: 'The storage is not available right now. Try again.',
  uploaderUnfinished: 'Wait until your files are uploaded.',
  uploaderRequired: 'Choose a file.',
  uploaderRefusedFiles: (files) =>
    plural('en', files, { one: '# file not added', other: '# files not added' }),
  uploaderInterrupted: (loaded, total) =>
    `${formatBytes('en', loaded)} of ${formatBytes('en', total)} uploaded. Choose the file again to continue.`,
  uploaderPauseAll: 'Pause all',
  uploaderResumeAll: 'Resume all',
  uploaderCancelAll: 'Cancel all',
  uploaderRetryAll: 'Retry all',
  uploaderRemove: (name) => `Remove ${isolateText('ltr', name)}`,
  uploaderMoveUp: (name) => `Move ${isolateText('ltr', name)} up`,
  uploaderMoveDown: (name) => `Move ${isolateText('ltr', name)} down`,
  uploaderAdded: (files) => plural('en', files, { one: '# file added', other: '# files added' }),
  uploaderRemoved: (name) => `${isolateText('ltr', name)} removed`,
  uploaderMoved: (name, position, total) =>
    `${isolateText('ltr', name)} is now ${formatNumber('en', position)} of ${formatNumber('en', total)}`,
  uploaderGoing: 'Uploading',
  uploaderOutcome: ({ done, failed, paused }) =>
    [
      done && plural('en', done, { one: '# file uploaded', other: '# files uploaded' }),
      failed && plural('en', failed, { one: '# file failed', other: '# files failed' }),
      paused && plural('en', paused, { one: '# file paused', other: '# files paused' }),
    ]
      .filter(Boolean)
      .join(', '),
}

const UPLOAD_STATES = {
  queued: 'Waiting',
  uploading: 'Uploading',
  paused: 'Paused',
  retrying: 'Trying again',
  done: 'Uploaded',
  failed: 'Failed',
  cancelled: 'Cancelled',
}

const UPLOAD_FAILURES = {
  'file-changed': 'The file was changed, moved or deleted. Choose it again.',
  refused: 'The storage refused this file.',
  cors: "Uploads aren't set up for this page. Contact support.",
  network: 'The connection broke. Check your network, then try again.',
}

const UPLOAD_NOTICES = {
  resumed: 'Resuming where it stopped',
  restarted: 'Upload expired, restarting',
  offline: 'Waiting for connection',
  relayed: 'Trying another route',
}

function typeText(entry: string): string {
  const texts: Record<string, string> = {
    'image/*': 'images',
    'video/*': 'videos',
    'audio/*': 'audio',
    'text/*': 'text',
  }
  return texts[entry] ?? typeName(entry)
}
