/** A list as far as it was read: its first items without gaps or duplicates, and how many there are in all. */
export interface PagedList<T> {
  readonly items: readonly T[]
  readonly total: number
  /** Page size that was asked for. */
  readonly limit: number
  /** Whether the platform holds more than was read. */
  readonly hasMore: boolean
}

/** One page as it was answered. */
export interface ListPage<T> {
  readonly items: readonly T[]
  /** From 1. */
  readonly page: number
  readonly limit: number
  readonly total: number
  /** Records of this page that cannot be used; `total` counts them. @default 0 */
  readonly skipped?: number
}

interface Identified {
  readonly id: string
}

/** Picks what to keep of an item that is known and was read again. @default the newer answer */
export type Merge<T> = (known: T, read: T) => T

const takeRead = <T>(_known: T, read: T): T => read

/**
 * Reads the top of a list again without reading all of it. What stood among the re-read items and is no longer there
 * was deleted; what comes after the last item both know is kept. Where they share nothing, the list starts over.
 * `added` came by themselves while the answer was on its way, which may not know of them yet.
 */
export function mergeHead<T extends Identified>(
  known: PagedList<T> | undefined,
  head: ListPage<T>,
  merge: Merge<T> = takeRead,
  added: readonly T[] = [],
): PagedList<T> {
  const before = new Map(known?.items.map((item, index) => [item.id, { item, index }]))
  const read = unique(head.items).map((item) => {
    const there = before.get(item.id)
    return there ? merge(there.item, item) : item
  })
  const missed = added.filter((item) => !read.some(({ id }) => id === item.id))
  const top = [...missed, ...read]
  const ids = new Set(top.map((item) => item.id))
  const lastShared = Math.max(-1, ...read.map((item) => before.get(item.id)?.index ?? -1))
  const rest =
    lastShared < 0 || isWhole(head)
      ? []
      : (known?.items ?? []).slice(lastShared + 1).filter((item) => !ids.has(item.id))
  return listOf([...top, ...rest], { ...head, total: head.total + missed.length }, isWhole(head))
}

/**
 * Adds a further page. Items that moved from page to page meanwhile are there once; new ones take their place beside
 * those of the page that are known. So much may have been added on top that the page does not join on: then the known
 * list itself comes back, and its head is to be read again.
 */
export function appendPage<T extends Identified>(
  known: PagedList<T>,
  next: ListPage<T>,
  merge: Merge<T> = takeRead,
): PagedList<T> {
  const positions = new Map(known.items.map((item, index) => [item.id, index]))
  const items = [...known.items]
  const before = new Map<number, T[]>()
  let run: T[] = []
  let lastPosition = -1
  for (const item of unique(next.items)) {
    const position = positions.get(item.id)
    const there = position === undefined ? undefined : items[position]
    if (position === undefined || !there) {
      run.push(item)
      continue
    }
    items[position] = merge(there, item)
    before.set(position, [...(before.get(position) ?? []), ...run])
    run = []
    lastPosition = Math.max(lastPosition, position)
  }
  const overlaps = (next.page - 1) * next.limit < items.length
  // It stands above all that is known, and what lies between was not read.
  if (lastPosition < 0 && next.items.length && (overlaps || next.total > known.total)) return known
  const tail = lastPosition < 0 ? items.length : lastPosition + 1
  before.set(tail, [...run, ...(before.get(tail) ?? [])])
  const filled = items.flatMap((item, index) => [...(before.get(index) ?? []), item])
  const atEnd = countOf(next) === 0 || next.page * next.limit >= next.total
  return listOf([...filled, ...(before.get(items.length) ?? [])], next, atEnd)
}

/**
 * The page that holds the first item not read yet. Counting items rather than pages stays right when items were added
 * (they are read twice and merged) or removed here (the item that slipped up is on the page before).
 */
export function nextPageNumber(list: PagedList<unknown>): number {
  return Math.floor(list.items.length / list.limit) + 1
}

/** Takes an item out; the total goes down only if it was there. */
export function withoutItem<T extends Identified>(list: PagedList<T>, id: string): PagedList<T> {
  if (!list.items.some((item) => item.id === id)) return list
  return {
    ...list,
    items: list.items.filter((item) => item.id !== id),
    total: Math.max(0, list.total - 1),
  }
}

/** Puts an item at its place (or at the end of what was read); the total goes up only if it was not there. */
export function withItemAt<T extends Identified>(list: PagedList<T>, item: T, index: number): PagedList<T> {
  if (list.items.some((known) => known.id === item.id)) return list
  return {
    ...list,
    items: list.items.toSpliced(Math.min(index, list.items.length), 0, item),
    total: list.total + 1,
  }
}

/** Replaces one item; the same list comes back where nothing changes. */
export function withChangedItem<T extends Identified>(
  list: PagedList<T>,
  id: string,
  change: (item: T) => T,
): PagedList<T> {
  const index = list.items.findIndex((item) => item.id === id)
  const item = list.items[index]
  if (!item) return list
  const changed = change(item)
  return changed === item ? list : { ...list, items: list.items.with(index, changed) }
}

function isWhole(head: ListPage<unknown>): boolean {
  return countOf(head) >= head.total
}

/** Records of a page, with those that cannot be used. */
function countOf({ items, skipped = 0 }: ListPage<unknown>): number {
  return items.length + skipped
}

function listOf<T>(items: readonly T[], page: ListPage<T>, atEnd: boolean): PagedList<T> {
  return {
    items,
    // A total below what was read is stale: it was counted before an item was added.
    total: Math.max(page.total, items.length),
    limit: page.limit,
    hasMore: !atEnd && items.length < page.total,
  }
}

function unique<T extends Identified>(items: readonly T[]): T[] {
  return [...new Map(items.map((item) => [item.id, item])).values()]
}
