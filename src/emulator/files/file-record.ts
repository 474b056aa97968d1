import type { FileItem, LinkedRequest } from '../../protocol/file-item.js'

export interface FileRecord {
  /** Without tags; they are joined when it is shown. */
  item: Omit<FileItem, 'tags'>
  tagIds: Set<string>
  links: LinkedRequest[]
}
