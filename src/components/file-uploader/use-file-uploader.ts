import { useEffect, useMemo, useRef, useState } from 'react'
import type { Refusal } from '../../client/uploads/refusals.js'
import type { UploadOptions } from '../../client/uploads/upload-options.js'
import { useStableCallback } from '../../hooks/use-stable-callback.js'
import { type UploadList, useUploadList } from '../../hooks/use-upload-list.js'
import type { UseUploadResult } from '../../hooks/useUpload.js'
import type { ListMessages } from '../file-list/list-messages.js'
import { adopt, entriesOf, type FileEntry, type HeldFile, moved, urlsOf } from '../file-list/file-entries.js'
import { refusalText } from '../file-list/list-texts.js'

/** Reasons that are read out; the rest can be read in the list. */
const MOST_ANNOUNCED = 3

interface FileUploaderOptions {
  upload: UploadOptions
  multiple: boolean
  value?: readonly string[]
  defaultValue?: readonly string[]
  onChange?: (urls: string[]) => void
  /** Where the component stands: whoever comes back to it finds what was on its way. */
  slot: string
  messages: ListMessages
}

export interface FileUploaderState {
  upload: UseUploadResult
  /** The list, in the user's order. */
  entries: FileEntry[]
  /** URLs of what is up, in order. */
  urls: string[]
  /** Files whose uploads a reload cut short: chosen again, they go on where they stopped. */
  interrupted: UploadList['interrupted']
  forget: UploadList['forget']
  /** Files of the last choice that were not taken. */
  refused: readonly Refusal[]
  /** The last thing the user did, in words, for a screen reader. */
  said: string
  add(files: readonly File[]): void
  remove(entry: FileEntry): void
  /** Moves a file by so many rows. */
  move(entry: FileEntry, by: number): void
  dismiss(): void
  reset(): void
}

/** What the list holds beside its uploads. */
interface ListState {
  held: readonly HeldFile[]
  order: readonly string[]
  /** The URLs that the app was given last. */
  emitted: readonly string[]
  /** What the app gave, by which it is recognized: two records may have the same component in one place. */
  onChange?: ((urls: string[]) => void) | undefined
  value?: readonly string[] | undefined
}

/** The behaviour of `<FileUploader>` without its looks. */
export function useFileUploader(options: FileUploaderOptions): FileUploaderState {
  const { upload: uploadOptions, multiple, value, defaultValue, onChange, slot, messages } = options
  const first = value ?? defaultValue ?? NONE
  // Counted below, together with what was there before.
  const queueOptions = {
    ...uploadOptions,
    duplicates: uploadOptions.duplicates ?? ('refuse' as const),
    maxFiles: undefined,
  }
  const latest = useRef<ListState>({ held: [], order: [], emitted: NONE })
  const { upload, current, left, interrupted, forget } = useUploadList<ListState>(queueOptions, {
    slot,
    state: () => Object.assign(latest.current, { onChange, value }),
    isOwn: (before) => isSameOwner(before, { onChange, value }),
    // Nobody shows the list: the app gets what comes up all the same.
    onAway(uploads) {
      const { held, order, emitted } = latest.current
      const urls = urlsOf(entriesOf(held, uploads, order))
      if (isSame(urls, emitted)) return
      latest.current = Object.assign(latest.current, { emitted: urls })
      onChange?.(urls)
    },
  })
  const [state, setState] = useState<ListState>(() => left ?? { ...adopt(first, []), emitted: first })
  const [dropped, setDropped] = useState<readonly string[]>([])
  const [seen, setSeen] = useState(left?.emitted ?? first)
  const { uploads } = upload
  const entries = useMemo(() => {
    const kept = dropped.length ? uploads.filter(({ id }) => !dropped.includes(id)) : uploads
    return entriesOf(state.held, kept, state.order)
  }, [state, uploads, dropped])
  const urls = useMemo(() => urlsOf(entries), [entries])

  // A new value from outside decides.
  if (value && !isSame(value, seen)) {
    setSeen(value)
    if (!isSame(value, urls)) {
      const next = adopt(value, entries)
      setState({ ...state, ...next })
      setDropped(next.dropped)
    }
  }
  const { remove: drop } = upload
  useEffect(() => dropped.forEach((id) => drop(id)), [dropped, drop])
  useEffect(() => {
    latest.current = Object.assign(latest.current, { held: state.held, order: state.order })
  }, [state])
  const emitted = useRef<readonly string[]>(left?.emitted ?? first)
  useEffect(() => {
    latest.current.emitted = urls
    if (isSame(urls, emitted.current)) return
    emitted.current = urls
    if (!value || !isSame(urls, value)) onChange?.(urls)
  }, [urls, value, onChange])

  const [refused, setRefused] = useState<readonly Refusal[]>([])
  const [said, setSaid] = useState('')

  /** Two drops may come before the next render: what counts is the list as it is now. */
  function entriesNow(): FileEntry[] {
    const { held, order } = latest.current
    return entriesOf(held, current(), order)
  }
  function change(next: Partial<ListState>): void {
    latest.current = Object.assign(latest.current, next)
    setState((before) => ({ ...before, ...next }))
  }
  function clear(): void {
    upload.clear()
    change({ held: [], order: [] })
  }
  const add = useStableCallback((files: readonly File[]) => {
    const found = multiple
      ? refusedOfMany(files, upload, entriesNow(), uploadOptions.maxFiles)
      : refusedOfOne(files, upload)
    const refusedAt = new Set(found.map(({ index }) => index))
    const taken = files.filter((_, at) => !refusedAt.has(at))
    // Of a single field a new file replaces the old one.
    if (!multiple && taken.length) clear()
    setRefused(found)
    setSaid(
      [
        ...(taken.length ? [messages.uploaderAdded(taken.length)] : []),
        ...found
          .slice(0, MOST_ANNOUNCED)
          .map(({ name, reason }) => `${name}: ${refusalText(reason, messages)}`),
      ].join('. '),
    )
    // What goes wrong stands in the list.
    if (taken.length) upload.upload(taken).catch(() => {})
  })

  return {
    upload,
    entries,
    urls,
    interrupted,
    forget,
    refused,
    said,
    add,
    remove: useStableCallback(({ key, name }: FileEntry) => {
      change({ held: latest.current.held.filter((file) => file.key !== key) })
      upload.remove(key)
      setSaid(messages.uploaderRemoved(name))
    }),
    move: useStableCallback((entry: FileEntry, by: number) => {
      const at = entries.findIndex(({ key }) => key === entry.key) + by
      if (at < 0 || at >= entries.length) return
      change({ order: moved(entries, entry.key, by) })
      setSaid(messages.uploaderMoved(entry.name, at + 1, entries.length))
    }),
    dismiss: useStableCallback(() => setRefused([])),
    reset: useStableCallback(() => {
      upload.clear()
      const { held, order } = adopt(defaultValue ?? value ?? NONE, [])
      change({ held, order })
      setRefused([])
      setSaid('')
    }),
  }
}

const NONE: readonly string[] = []

/** Whether both are of one piece of an app's state: by its setter, or by the very list that it holds. */
function isSameOwner(before: ListState, { onChange, value }: Pick<ListState, 'onChange' | 'value'>): boolean {
  if (!onChange && !value) return !before.onChange && !before.value
  return (
    (onChange !== undefined && onChange === before.onChange) ||
    (value !== undefined && (value === before.value || value === before.emitted))
  )
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((url, index) => url === b[index])
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

/** Of a single field, the first file that can be taken is. */
function refusedOfOne(files: readonly File[], { check }: UseUploadResult): Refusal[] {
  const found = check(files, { duplicates: 'allow' })
  const refusedAt = new Set(found.map(({ index }) => index))
  const taken = files.flatMap((_, at) => (refusedAt.has(at) ? [] : at))
  const surplus = taken.slice(1).map((index): Refusal => {
    return { index, name: files[index]?.name ?? '', reason: { code: 'too-many', maxFiles: 1 } }
  })
  return [...found, ...surplus]
}
