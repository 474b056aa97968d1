import type { FileItem } from '../../protocol/file-item.js'

/** What `useFiles` lists. Everything is AND-ed. */
export interface FileFilters {
  /** Any of these; all sources where it is left out. */
  sources?: readonly ('upload' | 'output' | 'input' | 'external')[]
  tagIds?: readonly string[]
  /** Whether a file needs one of the tags or all of them. @default 'any' */
  tagRule?: 'any' | 'all'
  favoritesOnly?: boolean
  /** Part of the name. */
  q?: string
  /** `image/`, `video/`, `audio/`, or a whole type. */
  mimeTypePrefix?: string
  /** Files of one request. */
  requestId?: string
  /** What the file was in a request. */
  role?: 'input' | 'output' | 'thumbnail'
  /** @default 'newest' */
  order?: 'newest' | 'oldest'
  /** Page size, at most 100. @default 20 */
  limit?: number
}

/** Whether a file that was changed here still belongs to a filtered list. What is unknown here counts as belonging. */
export function matchesFileFilters(file: FileItem, filters: FileFilters): boolean {
  const { favoritesOnly, tagIds = [], tagRule = 'any' } = filters
  if (favoritesOnly && !file.isFavorited) return false
  if (!tagIds.length) return true
  const has = (id: string) => file.tags.some((tag) => tag.id === id)
  return tagRule === 'all' ? tagIds.every(has) : tagIds.some(has)
}
