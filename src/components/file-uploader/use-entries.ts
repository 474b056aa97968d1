import { useEffect, useMemo, useRef, useState } from 'react'
import type { UploadItem } from '../../client/uploads/upload-item.js'
import { adopt, entriesOf, type FileEntry, type HeldFile, moved, urlsOf } from './entries.js'

interface Options {
  value?: readonly string[]
  defaultValue?: readonly string[]
  onChange?: (urls: string[]) => void
  uploads: readonly UploadItem[]
  /** Takes an upload off the queue's list. */
  onDrop: (id: string) => void
}

export interface Entries {
  entries: FileEntry[]
  urls: string[]
  remove(key: string): void
  move(key: string, by: number): void
  clear(): void
  /** Back to what was there at first. */
  reset(): void
}

/** The list as a person sees it: what `value` holds and what was added, in their order. A new `value` from outside wins. */
export function useEntries({ value, defaultValue, onChange, uploads, onDrop }: Options): Entries {
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
