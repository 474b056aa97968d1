// @vitest-environment node
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  appendPage,
  mergeHead,
  nextPageNumber,
  withItemAt,
  withoutItem,
  type ListPage,
  type PagedList,
} from './paged-list.js'

interface Item {
  id: string
}
const items = (...ids: string[]): Item[] => ids.map((id) => ({ id }))
const ids = (list: PagedList<Item>) => list.items.map(({ id }) => id).join('')

/** The platform: pages of what it holds now. */
function pageOf(held: readonly string[], page: number, limit = 3): ListPage<Item> {
  return { items: items(...held.slice((page - 1) * limit, page * limit)), page, limit, total: held.length }
}
const first = (held: readonly string[]) => mergeHead(undefined, pageOf(held, 1))

describe('paged list', () => {
  it('reads on page by page until the end', () => {
    const held = [...'abcdefgh']
    let list = first(held)
    expect(list).toMatchObject({ total: 8, hasMore: true })
    list = appendPage(list, pageOf(held, nextPageNumber(list)))
    list = appendPage(list, pageOf(held, nextPageNumber(list)))
    expect(ids(list)).toBe('abcdefgh')
    expect(list.hasMore).toBe(false)
  })

  it('shows an item once that moved to the next page while somebody added one', () => {
    const list = first([...'abcdef'])
    const next = appendPage(list, pageOf([...'Xabcdef'], nextPageNumber(list)))
    expect(ids(next)).toBe('abcde')
    expect(next.hasMore).toBe(true)
  })

  it('puts what is new on top when the top is read again, and keeps what was read below', () => {
    const list = appendPage(first([...'abcdef']), pageOf([...'abcdef'], 2))
    expect(ids(mergeHead(list, pageOf([...'Xabcdef'], 1)))).toBe('Xabcdef')
  })

  it('drops what is gone from the top', () => {
    const list = appendPage(first([...'abcdef']), pageOf([...'abcdef'], 2))
    const again = mergeHead(list, pageOf([...'acdef'], 1))
    expect(ids(again)).toBe('acdef')
    expect(again.total).toBe(5)
  })

  it('starts over when the top has nothing in common with what was read', () => {
    const again = mergeHead(first([...'abcdef']), pageOf([...'UVWXYZ'], 1))
    expect(ids(again)).toBe('UVW')
    expect(again.hasMore).toBe(true)
  })

  it('keeps what arrived on its own while the response was pending', () => {
    const list = withItemAt(first([...'abcdef']), { id: 'X' }, 0)
    const again = mergeHead(list, pageOf([...'abcdef'], 1), undefined, items('X'))
    expect(ids(again)).toBe('Xabc')
    expect(again.total).toBe(7)
  })

  it('counts only what it really takes out or puts in', () => {
    const list = first([...'abcdef'])
    expect(withoutItem(list, 'b').total).toBe(5)
    expect(withoutItem(list, 'nobody')).toBe(list)
    expect(withItemAt(list, { id: 'a' }, 0)).toBe(list)
  })

  it('takes no page that does not join on, since so much was added on top', () => {
    const aligned = first([...'abcdef'])
    expect(appendPage(aligned, pageOf([...'UVWXYZabcdef'], 2))).toBe(aligned)
    const shorter = withoutItem(aligned, 'a')
    expect(appendPage(shorter, pageOf([...'XYZbcdef'], 1))).toBe(shorter)
  })

  it('ends with all items, once each and in order, whatever is added and deleted here meanwhile', () => {
    const step = fc.oneof(
      fc.constant('next' as const),
      fc.constant('head' as const),
      fc.constant('added' as const),
      fc.nat({ max: 30 }),
    )
    fc.assert(
      fc.property(fc.nat({ max: 25 }), fc.array(step, { maxLength: 20 }), (size, steps) => {
        let held = Array.from({ length: size }, (_, index) => `i${index}`)
        let list = first(held)
        let made = 0
        for (const what of steps) {
          if (what === 'next') list = appendPage(list, pageOf(held, nextPageNumber(list)))
          else if (what === 'head') list = mergeHead(list, pageOf(held, 1))
          else if (what === 'added') held = [`n${made++}`, ...held]
          else {
            const id = list.items[what % Math.max(1, list.items.length)]?.id
            held = held.filter((each) => each !== id)
            if (id) list = withoutItem(list, id)
          }
        }
        list = mergeHead(list, pageOf(held, 1))
        for (let turns = 0; list.hasMore; turns++) {
          expect(turns).toBeLessThan(30)
          list = appendPage(list, pageOf(held, nextPageNumber(list)))
        }
        expect(list.items.map(({ id }) => id)).toEqual(held)
        expect(list.total).toBe(held.length)
      }),
      { numRuns: 2_000 },
    )
  })
})
