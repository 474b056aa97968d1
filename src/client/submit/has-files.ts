import { isBlob } from '../is-blob.js'

/** Whether an input holds a File or Blob anywhere, and so must be uploaded before it can be sent. */
export function hasFiles(value: unknown, seen = new Set<unknown>()): boolean {
  if (isBlob(value)) return true
  // An event handed in by mistake holds half the page, and itself.
  if (typeof value !== 'object' || !value || seen.has(value)) return false
  seen.add(value)
  return Object.values(value).some((entry) => hasFiles(entry, seen))
}
