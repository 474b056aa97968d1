import type { ErrorMessages } from '../areas/error-messages.js'
import type { OutputMessages } from '../areas/output-messages.js'

/** English: actions that are also offered where no notice and no output is. */
export const enRetry: Pick<ErrorMessages, 'errorRetry'> = { errorRetry: 'Try again' }

export const enCopy: Pick<OutputMessages, 'outputCopy' | 'outputCopied'> = {
  outputCopy: 'Copy',
  outputCopied: 'Copied',
}
