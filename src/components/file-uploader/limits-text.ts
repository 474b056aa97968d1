import type { UploadOptions } from '../../client/uploads/upload-options.js'
import { inputAccept } from '../../hooks/input-accept.js'
import type { Messages } from '../../messages/messages.js'

/** What may be chosen, in one line; empty where everything may. */
export function limitsText(
  { accept, maxSize, maxFiles }: Pick<UploadOptions, 'accept' | 'maxSize' | 'maxFiles'>,
  messages: Messages,
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
