import { useEffect, useRef, useState } from 'react'
import type { Refusal } from '../../client/uploads/refusals.js'
import type { Lifecycle } from '../../client/transport/lifecycle.js'
import { useStableCallback } from '../../hooks/use-stable-callback.js'
import { useUploadList } from '../../hooks/use-upload-list.js'
import type { UseUploadResult } from '../../hooks/useUpload.js'
import type { ListMessages } from '../file-list/list-messages.js'
import { type FileEntry, nameInUrl } from '../file-list/file-entries.js'
import { refusalText } from '../file-list/list-texts.js'
import type { FilePlan } from '../schema-form/field-plan.js'
import type { UploadItem } from '../../client/uploads/upload-item.js'

interface Options {
  plan: FilePlan
  value: unknown
  onChange: (value: unknown) => void
  lifecycle: Lifecycle | undefined
  messages: ListMessages
}

export interface FieldFiles {
  upload: UseUploadResult
  entries: FileEntry[]
  /** No more can be added; a single one can be replaced. */
  isFull: boolean
  refused: readonly Refusal[]
  /** The last thing the user did, in words. */
  said: string
  addFiles(files: readonly File[]): void
  addUrls(urls: readonly string[]): void
  remove(entry: FileEntry): void
  move(entry: FileEntry, by: number): void
  dismiss(): void
}

/**
 * The behaviour of a file field. The value is the list: a file stands in it until its URL is known, so that it is never
 * lost, and a submit in between waits for the same upload.
 */
export function useFieldFiles({ plan, value, onChange, lifecycle, messages }: Options): FieldFiles {
  const { multiple, accept, maxItems } = plan
  const { upload, begin, current } = useUploadList({
    accept,
    lifecycle,
    duplicates: multiple ? 'refuse' : 'allow',
  })
  const { uploads } = upload
  const list = listOf(value)
  const entries = fieldEntries(list, uploads)
  const [refused, setRefused] = useState<readonly Refusal[]>([])
  const [said, setSaid] = useState('')

  // Several changes may come before the next render: each builds on the one before.
  const latest = useRef(list)
  useEffect(() => {
    latest.current = list
  })
  function set(next: unknown[]) {
    latest.current = next
    onChange(multiple ? next : next[0])
  }

  const follow = useStableCallback(() => {
    const given = latest.current.filter((entry): entry is Blob => entry instanceof Blob)
    const waiting = given.filter((file) => !current().some((item) => item.file === file))
    // The app put it there: it is sent as it is.
    const known = begin(waiting, { accept: undefined, allowEmpty: true, duplicates: 'allow' })
    for (const item of uploads) {
      const isListed = latest.current.some((entry) => entry === item.file || entry === item.url)
      if (!isListed) upload.remove(item.id)
    }
    const next = latest.current.flatMap((entry) => {
      const item = uploadOf(entry, uploads)
      return item?.state === 'cancelled' ? [] : [item?.url ?? known.get(entry) ?? entry]
    })
    if (next.length !== latest.current.length || next.some((entry, at) => entry !== latest.current[at])) {
      set(next)
    }
  })
  useEffect(() => follow(), [value, uploads, follow])

  /** Takes what can be taken; a single one takes the old one's place. */
  function add(items: readonly (File | string)[], names: string[], found: Refusal[]) {
    const all = fieldRefusals(names, found, { count: latest.current.length, multiple, maxItems })
    const taken = items.filter((_, at) => !all.some(({ index }) => index === at))
    setRefused(all)
    setSaid(
      [
        ...(taken.length ? [messages.uploaderAdded(taken.length)] : []),
        ...all.slice(0, MOST_LISTED).map(({ name, reason }) => `${name}: ${refusalText(reason, messages)}`),
      ].join('. '),
    )
    if (taken.length) set(multiple ? [...latest.current, ...taken] : [...taken])
  }
  const at = (entry: FileEntry) => entries.findIndex(({ key }) => key === entry.key)

  return {
    upload,
    entries,
    isFull: multiple && maxItems !== undefined && entries.length >= maxItems,
    refused,
    said,
    addFiles: useStableCallback((files: readonly File[]) => {
      add(
        files,
        files.map(({ name }) => name),
        upload.check(files),
      )
    }),
    addUrls: (urls) => add(urls, urls.map(nameInUrl), []),
    remove: useStableCallback((entry: FileEntry) => {
      const index = at(entry)
      set(latest.current.filter((_, position) => position !== index))
      setSaid(messages.uploaderRemoved(entry.name))
    }),
    move: useStableCallback((entry: FileEntry, by: number) => {
      const from = at(entry)
      const to = from + by
      if (from < 0 || to < 0 || to >= latest.current.length) return
      const next = [...latest.current]
      next.splice(to, 0, ...next.splice(from, 1))
      set(next)
      setSaid(messages.uploaderMoved(entry.name, to + 1, next.length))
    }),
    dismiss: () => setRefused([]),
  }
}

/** Reasons that are read out; the rest can be read in the list. */
const MOST_LISTED = 3

/** What a field's value holds, in order; a field of one file as a list of one. */
function listOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value
  return value === undefined || value === null || value === '' ? [] : [value]
}

/** The upload that a value came from, or waits for. */
function uploadOf(value: unknown, uploads: readonly UploadItem[]): UploadItem | undefined {
  return uploads.find(({ file, url }) => file === value || (url !== undefined && url === value))
}

/** The lines of the list, each with a key that stays while a file turns into its URL. */
function fieldEntries(list: readonly unknown[], uploads: readonly UploadItem[]): FileEntry[] {
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

interface FieldLimit {
  /** Entries that are there. */
  count: number
  multiple: boolean
  maxItems?: number
}

/** What cannot be taken: what was `found` wrong with it, or that there is no room. Where there is room for one, the first that fits is taken. */
function fieldRefusals(names: readonly string[], found: readonly Refusal[], limit: FieldLimit): Refusal[] {
  const { count, multiple, maxItems = Infinity } = limit
  const left = multiple ? Math.max(0, maxItems - count) : 1
  const fit = names.flatMap((_, at) => (found.some(({ index }) => index === at) ? [] : at))
  const surplus = fit.slice(left).map((index): Refusal => {
    return {
      index,
      name: names[index] ?? '',
      reason: { code: 'too-many', maxFiles: multiple ? maxItems : 1 },
    }
  })
  return [...found, ...surplus].sort((a, b) => a.index - b.index)
}
