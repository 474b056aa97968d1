import type { FileItem } from '../../protocol/file-item.js'

/** A file with what the platform may leave out. */
export function normalizeFile(file: Partial<FileItem> & Pick<FileItem, 'id'>): FileItem {
  // The shape was checked at the boundary: only the flag and the tags may be missing.
  return { ...file, isFavorited: file.isFavorited ?? false, tags: file.tags ?? [] } as FileItem
}
