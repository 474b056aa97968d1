import { useState, useEffect, useMemo, useRef } from 'react'
import type { Refusal } from '../../client/uploads/refusals.js'
import type { UploadOptions } from '../../client/uploads/upload-options.js'
import { useStableCallback } from '../../hooks/use-stable-callback.js'
import { useUpload, type UseUploadResult } from '../../hooks/useUpload.js'
import type { Messages } from '../../messages/messages.js'
import { type FileEntry, adopt, entriesOf, type HeldFile, moved, urlsOf } from '../file-list/file-entries.js'
import { refusalText } from '../file-list/list-texts.js'
import type { UploadItem } from '../../client/uploads/upload-item.js'

/** Reasons that are read out; the rest can be read in the list. */
const MOST_TOLD = 3

interface Options {
  upload: UploadOptions
  multiple: boolean
  value?: readonly string[]
  defaultValue?: readonly string[]
  onChange?: (urls: string[]) => void
  messages: Messages
}

export interface FileUploaderState {
  upload: UseUploadResult
  /** The list, in the person's order. */
  entries: FileEntry[]
  /** URLs of what is up, in order. */
  urls: string[]
  /** Files of the last choice that were not taken. */
  refused: readonly Refusal[]
  /** The last thing the person did, in words, for a screen reader. */
  said: string
  add(files: readonly File[]): void
  remove(entry: FileEntry): void
  /** Moves a file by so many places. */
  move(entry: FileEntry, by: number): void
  dismiss(): void
  reset(): void
}

/** The behaviour of `<FileUploader>` without its looks. */
export function useFileUploader({
  upload: options,
  multiple,
  messages,
  ...list
}: Options): FileUploaderState {
  // Counted below, together with what was there before.
  const upload = useUpload({ ...options, duplicates: options.duplicates ?? 'refuse', maxFiles: undefined })
  const { entries, urls, ...change } = useEntries({ ...list, uploads: upload.uploads, onDrop: upload.remove })
  const [refused, setRefused] = useState<readonly Refusal[]>([])
  const [said, setSaid] = useState('')

  const add = useStableCallback((files: readonly File[]) => {
    const found = multiple
      ? refusedOfMany(files, upload, entries, options.maxFiles)
      : refusedOfOne(files, upload)
    const taken = files.filter((_, at) => !found.some(({ index }) => index === at))
    // Of a single field a new file takes the place of the old one.
    if (!multiple && taken.length) change.clear()
    setRefused(found)
    setSaid(
      [
        ...(taken.length ? [messages.uploaderAdded(taken.length)] : []),
        ...found.slice(0, MOST_TOLD).map(({ name, reason }) => `${name}: ${refusalText(reason, messages)}`),
      ].join('. '),
    )
    // What goes wrong stands in the list.
    if (taken.length) upload.upload(taken).catch(() => {})
  })

  return {
    upload,
    entries,
    urls,
    refused,
    said,
    add,
    remove(entry) {
      change.remove(entry.key)
      setSaid(messages.uploaderRemoved(entry.name))
    },
    move(entry, by) {
      change.move(entry.key, by)
      const at = entries.findIndex(({ key }) => key === entry.key) + by
      if (at >= 0 && at < entries.length) setSaid(messages.uploaderMoved(entry.name, at + 1, entries.length))
    },
    dismiss: () => setRefused([]),
    reset() {
      change.reset()
      setRefused([])
      setSaid('')
    },
  }
}

function refusedOfMany(
  files: readonly File[],
  { check }: UseUploadResult,
  entries: readonly FileEntry[],
  maxFiles: number | undefined,
): Refusal[] {
  if (maxFiles === undefined) return check(files)
  // Uploads count by themselves; of what was there before they do not know.
  const before = entries.filter(({ upload }) => !upload).length
  return check(files, { maxFiles: maxFiles - before }).map((refusal) =>
    refusal.reason.code === 'too-many' ? { ...refusal, reason: { code: 'too-many', maxFiles } } : refusal,
  )
}

/** Where there is room for one, the first that can be taken is. */
function refusedOfOne(files: readonly File[], { check }: UseUploadResult): Refusal[] {
  const found = check(files, { duplicates: 'allow' })
  const taken = files.flatMap((_, at) => (found.some(({ index }) => index === at) ? [] : at))
  const surplus = taken.slice(1).map((index): Refusal => {
    return { index, name: files[index]?.name ?? '', reason: { code: 'too-many', maxFiles: 1 } }
  })
  return [...found, ...surplus]
}

interface EntriesOptions {
  value?: readonly string[]
  defaultValue?: readonly string[]
  onChange?: (urls: string[]) => void
  uploads: readonly UploadItem[]
  /** Takes an upload off the queue's list. */
  onDrop: (id: string) => void
}

interface Entries {
  entries: FileEntry[]
  urls: string[]
  remove(key: string): void
  move(key: string, by: number): void
  clear(): void
  /** Back to what was there at first. */
  reset(): void
}

/** The list as a person sees it: what `value` holds and what was added, in their order. A new `value` from outside wins. */
function useEntries({ value, defaultValue, onChange, uploads, onDrop }: EntriesOptions): Entries {
  const first = value ?? defaultValue ?? NONE
  const [held, setHeld] = useState<HeldFile[]>(() => adopt(first, []).held)
  const [order, setOrder] = useState<string[]>(() => adopt(first, []).order)
  const [dropped, setDropped] = useState<string[]>([])
  const [seen, setSeen] = useState(first)

  const entries = useMemo(
    () =>
      entriesOf(
        held,
        uploads.filter(({ id }) => !dropped.includes(id)),
        order,
      ),
    [held, uploads, order, dropped],
  )
  const urls = useMemo(() => urlsOf(entries), [entries])

  if (value && !isSame(value, seen)) {
    setSeen(value)
    if (!isSame(value, urls)) {
      const next = adopt(value, entries)
      setHeld(next.held)
      setOrder(next.order)
      setDropped(next.dropped)
    }
  }
  useEffect(() => dropped.forEach(onDrop), [dropped, onDrop])

  const told = useRef<readonly string[]>(first)
  useEffect(() => {
    if (isSame(urls, told.current)) return
    told.current = urls
    if (!value || !isSame(urls, value)) onChange?.(urls)
  }, [urls, value, onChange])

  return {
    entries,
    urls,
    remove(key) {
      setHeld(held.filter((file) => file.key !== key))
      onDrop(key)
    },
    move: (key, by) => setOrder(moved(entries, key, by)),
    clear() {
      for (const { key } of entries) onDrop(key)
      setHeld([])
    },
    reset() {
      for (const { key } of entries) onDrop(key)
      setHeld(adopt(first, []).held)
      setOrder(adopt(first, []).order)
    },
  }
}

const NONE: readonly string[] = []

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((url, index) => url === b[index])
}
