import { MAX_PARTS, MAX_RELAY_BYTES } from '../../protocol/limits.js'
import { accepts } from './accepts.js'
import { fileFacts } from './file-facts.js'
import { planParts } from './plan-parts.js'
import type { UploadOptions } from './upload-options.js'

/** Why a file is not sent, in a form that can be put into any language. */
export type RefusalReason =
  | { code: 'type' }
  | { code: 'too-large'; maxBytes: number }
  | { code: 'empty' }
  | { code: 'too-many'; maxFiles: number }
  | { code: 'too-many-parts'; maxBytes: number }

export interface Refusal {
  /** Place in the list that was handed in. */
  index: number
  name: string
  reason: RefusalReason
}

export type RefusalOptions = Pick<
  UploadOptions,
  'accept' | 'maxSize' | 'maxFiles' | 'allowEmpty' | 'partSize' | 'multipartThreshold' | 'relay'
>

/**
 * The files that must not be sent, each with its first reason. Nothing is read and nothing is sent for it.
 * `listed` is how many files count against `maxFiles` already.
 */
export function refusals(files: readonly Blob[], options: RefusalOptions, listed = 0): Refusal[] {
  const refused: Refusal[] = []
  let room = (options.maxFiles ?? Infinity) - listed
  files.forEach((file, index) => {
    const { name } = fileFacts(file)
    const reason = reasonAgainst(file, name, options)
    if (reason) refused.push({ index, name, reason })
    else if (--room < 0)
      refused.push({ index, name, reason: { code: 'too-many', maxFiles: options.maxFiles ?? 0 } })
  })
  return refused
}

function reasonAgainst(file: Blob, name: string, options: RefusalOptions): RefusalReason | undefined {
  if (!accepts(options.accept, { name, type: file.type })) return { code: 'type' }
  if (options.maxSize !== undefined && file.size > options.maxSize) {
    return { code: 'too-large', maxBytes: options.maxSize }
  }
  if (file.size === 0 && !options.allowEmpty) return { code: 'empty' }
  if (options.relay === 'always') {
    return file.size > MAX_RELAY_BYTES ? { code: 'too-large', maxBytes: MAX_RELAY_BYTES } : undefined
  }
  const plan = planParts(file.size, options)
  return plan.kind === 'refused' ? { code: 'too-many-parts', maxBytes: plan.partSize * MAX_PARTS } : undefined
}
