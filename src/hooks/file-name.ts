import { type FileItem, UPLOAD_OWNER_PREFIX } from '../protocol/file-item.js'

/** Prefix that the platform puts before a name: a UUID or random characters, then a dash. */
const PREFIXES = [
  /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}-(?=.)/i,
  /^[A-Za-z0-9_-]{21}-(?=.)/,
  /^[A-Za-z0-9_-]{12}-(?=.)/,
  // Not every word before a dash is random: random ones hold a digit or a capital.
  /^(?=\w*[0-9A-Z])[A-Za-z0-9_]{6,}-(?=.)/,
]

/** The name a file was uploaded under, as far as its address keeps it: the platform has no field for it. */
export function fileName(file: Pick<FileItem, 'id' | 'url' | 'storageKey'>): string {
  const path = (file.storageKey ?? file.url).split(/[?#]/)[0] ?? ''
  const tail = path.split('/').findLast(Boolean) ?? file.id
  const [, marked] = tail.split(UPLOAD_OWNER_PREFIX)
  if (marked) return decoded(marked)
  const prefix = PREFIXES.find((each) => each.test(tail))
  return decoded(prefix ? tail.replace(prefix, '') : tail)
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
