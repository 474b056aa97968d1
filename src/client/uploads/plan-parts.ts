import { MAX_PARTS, MAX_SINGLE_PUT_BYTES, MIN_PART_BYTES } from '../../protocol/limits.js'

const MIB = 1024 * 1024

/** Above this a file goes up in parts, bytes: where the platform's own clients switch. */
export const MULTIPART_THRESHOLD_BYTES = 90 * MIB

/** Part size where the file allows it, bytes: a lost part costs seconds, a gigabyte needs a hundred of them. */
export const PART_BYTES = 10 * MIB

/** The storage takes no larger part, bytes. */
const MAX_PART_BYTES = MAX_SINGLE_PUT_BYTES

export interface PlanOptions {
  /** Part size, bytes. Given, it is kept to and a file that needs too many of them is refused; left out, parts grow. */
  partSize?: number
  /** @default MULTIPART_THRESHOLD_BYTES */
  multipartThreshold?: number
}

/** How a file goes up. */
export type UploadPlan =
  | { kind: 'single' }
  | { kind: 'multipart'; partSize: number; partCount: number }
  /** More parts than the storage takes. */
  | { kind: 'refused'; partSize: number; partCount: number }

export function planParts(size: number, options: PlanOptions = {}): UploadPlan {
  const threshold = Math.min(options.multipartThreshold ?? MULTIPART_THRESHOLD_BYTES, MAX_SINGLE_PUT_BYTES)
  if (size <= Math.max(threshold, 0)) return { kind: 'single' }
  const partSize = options.partSize === undefined ? grown(size) : clamp(Math.floor(options.partSize))
  const partCount = Math.max(1, Math.ceil(size / partSize))
  return { kind: partCount > MAX_PARTS ? 'refused' : 'multipart', partSize, partCount }
}

/** Where part `number` (from 1) lies in the file; the end is exclusive. */
export function partRange(number: number, partSize: number, size: number): { start: number; end: number } {
  return { start: (number - 1) * partSize, end: Math.min(number * partSize, size) }
}

function grown(size: number): number {
  const needed = Math.ceil(size / MAX_PARTS / MIB) * MIB
  return clamp(Math.max(PART_BYTES, needed))
}

function clamp(partSize: number): number {
  return Math.min(Math.max(partSize || PART_BYTES, MIN_PART_BYTES), MAX_PART_BYTES)
}
