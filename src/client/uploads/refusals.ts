import { MAX_PARTS, MAX_RELAY_BYTES } from '../../protocol/limits.js'
import { accepts } from '../../shared/accepts.js'
import { fileFacts, pathOf } from './file-facts.js'
import { planParts } from './plan-parts.js'
import type { UploadOptions } from './upload-options.js'

/** Why a file is not sent, in a form that can be put into any language. */
export type RefusalReason =
  | { code: 'type' }
  | { code: 'too-large'; maxBytes: number }
  | { code: 'empty' }
  | { code: 'too-many'; maxFiles: number }
  | { code: 'too-many-parts'; maxBytes: number }
  | { code: 'duplicate' }

export interface Refusal {
  /** Place in the list that was handed in. */
  index: number
  name: string
  reason: RefusalReason
}

type RefusalOptions = Pick<
  UploadOptions,
  | 'accept'
  | 'maxSize'
  | 'maxFiles'
  | 'allowEmpty'
  | 'duplicates'
  | 'partSize'
  | 'multipartThreshold'
  | 'relay'
>

/**
 * The files that must not be sent, each with its first reason. Nothing is read and nothing is sent for it.
 * `listed` are the files that are there already: they count against `maxFiles`.
 */
export function refusals(
  files: readonly Blob[],
  options: RefusalOptions,
  listed: readonly Blob[] = [],
): Refusal[] {
  const refused: Refusal[] = []
  const known = new Set(options.duplicates === 'refuse' ? listed.map(identityOf) : [])
  let remaining = (options.maxFiles ?? Infinity) - listed.length
  files.forEach((file, index) => {
    const { name } = fileFacts(file)
    const reason = reasonAgainst(file, name, options) ?? (known.has(identityOf(file)) ? DUPLICATE : undefined)
    if (reason) refused.push({ index, name, reason })
    else if (--remaining < 0) {
      refused.push({ index, name, reason: { code: 'too-many', maxFiles: options.maxFiles ?? 0 } })
    } else if (options.duplicates === 'refuse') known.add(identityOf(file))
  })
  return refused
}

const DUPLICATE: RefusalReason = { code: 'duplicate' }

/** What tells two choices of one file apart from two files, without reading them. */
function identityOf(file: Blob): string {
  const { name, size, type } = fileFacts(file)
  return JSON.stringify([pathOf(file), name, size, type, 'lastModified' in file ? file.lastModified : 0])
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
