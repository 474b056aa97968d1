import type { UploadItem } from '../../client/uploads/upload-item.js'
import { nameInUrl } from '../file-uploader/name-in-url.js'
import type { FileEntry } from '../file-uploader/entries.js'

/** What a field's value holds, in order; a field of one file as a list of one. */
export function listOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value
  return value === undefined || value === null || value === '' ? [] : [value]
}

/** The upload that a value came from, or waits for. */
export function uploadOf(value: unknown, uploads: readonly UploadItem[]): UploadItem | undefined {
  return uploads.find(({ file, url }) => file === value || (url !== undefined && url === value))
}

/** The lines of the list, each with a key that stays while a file turns into its URL. */
export function fieldEntries(list: readonly unknown[], uploads: readonly UploadItem[]): FileEntry[] {
  const seen = new Map<string, number>()
  return list.map((value) => {
    const upload = uploadOf(value, uploads)
    const text = value instanceof Blob ? nameOf(value) : String(value)
    const base = upload?.id ?? text
    const count = seen.get(base) ?? 0
    seen.set(base, count + 1)
    const key = count ? `${base}#${count}` : base
    if (upload) return { key, name: upload.name, url: upload.url, upload }
    if (value instanceof Blob) return { key, name: text }
    return { key, name: nameInUrl(text), url: text, note: hostOf(text) }
  })
}

function nameOf(file: Blob): string {
  return 'name' in file ? String(file.name) : file.type
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : ''
}
