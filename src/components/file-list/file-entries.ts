import type { UploadItem } from '../../client/uploads/upload-item.js'
import { fileName } from '../../hooks/file-name.js'

/** A file that was there before: a URL of `value` or `defaultValue`. */
export interface HeldFile {
  key: string
  url: string
}

/** One row of the list. */
export interface FileEntry {
  key: string
  name: string
  /** There once the file is up. */
  url?: string
  /** Absent for a file that was there before. */
  upload?: UploadItem
  /** Stands for the state of a file that was not uploaded here. */
  note?: string
}

/** A row renders again only when its entry is another object: one per held file and per state of an upload. */
const entries = new WeakMap<HeldFile | UploadItem, FileEntry>()

function entryOf(file: HeldFile | UploadItem): FileEntry {
  const known = entries.get(file)
  if (known) return known
  const entry =
    'state' in file
      ? { key: file.id, name: file.name, url: file.url, upload: file }
      : { key: file.key, url: file.url, name: nameInUrl(file.url) }
  entries.set(file, entry)
  return entry
}

/** Files that were there and files that were added, in the user's order; what is new comes last. */
export function entriesOf(
  held: readonly HeldFile[],
  uploads: readonly UploadItem[],
  order: readonly string[],
): FileEntry[] {
  const all = new Map<string, FileEntry>()
  for (const file of held) all.set(file.key, entryOf(file))
  for (const upload of uploads) all.set(upload.id, entryOf(upload))
  if (!order.length) return [...all.values()]
  const rank = new Map(order.map((key, index) => [key, index]))
  return [...all.values()].sort(
    (a, b) => (rank.get(a.key) ?? order.length) - (rank.get(b.key) ?? order.length),
  )
}

/** The URLs of what is up, in order. */
export function urlsOf(entries: readonly FileEntry[]): string[] {
  return entries.flatMap(({ url }) => url ?? [])
}

/** The order after one entry has moved by `by` rows. */
export function moved(entries: readonly FileEntry[], key: string, by: number): string[] {
  const keys = entries.map((entry) => entry.key)
  const from = keys.indexOf(key)
  if (from < 0) return keys
  keys.splice(from, 1)
  keys.splice(Math.min(Math.max(from + by, 0), keys.length), 0, key)
  return keys
}

interface Adopted {
  held: HeldFile[]
  order: string[]
  /** Uploads that are up but not in the new value. */
  dropped: string[]
}

/** What becomes of the list when a new value comes from outside: it decides on all that is up; what is on its way stays, at the end. */
export function adopt(value: readonly string[], entries: readonly FileEntry[]): Adopted {
  const up = entries.filter(({ url }) => url)
  const held: HeldFile[] = []
  const order = value.map((url, index) => {
    const at = up.findIndex((entry) => entry.url === url)
    const [same] = at < 0 ? [] : up.splice(at, 1)
    const key = same?.key ?? `${url}#${index}`
    if (!same?.upload) held.push({ key, url })
    return key
  })
  const onTheirWay = entries.filter(({ url }) => !url).map(({ key }) => key)
  return { held, order: [...order, ...onTheirWay], dropped: up.flatMap(({ upload }) => upload?.id ?? []) }
}

/** The name a held file was uploaded under, without the platform's random prefix: its URL knows no other. */
export function nameInUrl(url: string): string {
  return fileName({ id: url, url })
}
