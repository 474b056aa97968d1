import { type FileItem, UPLOAD_MARK } from '../../protocol/file-item.js'

export interface FileFilter {
  /** Empty means all. */
  sources: ReadonlySet<string>
  fits(file: FileItem): boolean
}

/** The platform's filters of `GET /files`, applied to files that were gathered. Repeated keys and the `[]` form are both taken. */
export function fileFilter(search: URLSearchParams): FileFilter {
  const all = (name: string) => [...search.getAll(name), ...search.getAll(`${name}[]`)]
  const tagIds = all('tagIds')
  const isAnyEnough = search.get('tagRule') !== 'all'
  const query = search.get('q')?.trim().toLowerCase()
  const typePrefix = search.get('mimeTypePrefix')
  const isFavoriteWanted = ['true', '1'].includes(search.get('favoritesOnly') ?? '')
  const hasTags = (file: FileItem) => {
    const isOn = (id: string) => file.tags.some((tag) => tag.id === id)
    return isAnyEnough ? tagIds.some(isOn) : tagIds.every(isOn)
  }
  return {
    sources: new Set(all('sources')),
    fits: (file) =>
      (tagIds.length === 0 || hasTags(file)) &&
      (!query || nameOf(file).toLowerCase().includes(query)) &&
      (!typePrefix || (file.mimeType ?? '').startsWith(typePrefix)) &&
      (!isFavoriteWanted || file.isFavorited),
  }
}

/** The tail of the URL; an upload's own name begins after the prefix. */
function nameOf(file: FileItem): string {
  const path = URL.canParse(file.url) ? new URL(file.url).pathname : file.url
  const tail = path.split('/').at(-1) ?? ''
  return decoded(tail.split(UPLOAD_MARK).slice(1).join('') || tail)
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
