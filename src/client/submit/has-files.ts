/** Whether an input holds a File or Blob anywhere, and so must be uploaded before it can be sent. */
export function hasFiles(value: unknown): boolean {
  if (typeof Blob !== 'undefined' && value instanceof Blob) return true
  if (typeof FileList !== 'undefined' && value instanceof FileList) return true
  if (typeof value !== 'object' || value === null) return false
  return Object.values(value).some(hasFiles)
}
