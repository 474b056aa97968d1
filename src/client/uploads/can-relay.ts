import { MAX_RELAY_BYTES } from '../../protocol/limits.js'
import type { UploadRun } from './upload-run.js'

/** Whether the platform's relay may and can take this file. */
export function canRelay({ options, facts }: Pick<UploadRun, 'options' | 'facts'>): boolean {
  return options.relay !== 'never' && facts.size <= MAX_RELAY_BYTES
}
