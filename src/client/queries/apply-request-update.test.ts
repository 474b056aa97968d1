// @vitest-environment node
import { describe, expect, it } from 'vitest'
import type { RequestItem } from '../../protocol/request-item.js'
import { applyRequestUpdate } from './keep-list-live.js'
import type { PagedList } from './paged-list.js'

const at = (second: number) => new Date(Date.UTC(2026, 0, 1) + second * 1_000).toISOString()

const item = (id: string, second: number, status: RequestItem['status'] = 'IN_QUEUE'): RequestItem => ({
  id,
  modelEndpoint: 'a/b',
  status,
  createdAt: at(second),
})

const listOf = (items: readonly RequestItem[], total = items.length): PagedList<RequestItem> => ({
  items,
  total,
  limit: 3,
  hasMore: total > items.length,
})

const ids = ({ items }: PagedList<RequestItem>) => items.map(({ id }) => id).join('')

describe('a burst of updates', () => {
  it('patches rows and puts new ones in by their age', () => {
    const list = listOf([item('e', 50), item('c', 30), item('a', 10)])
    const updates = [item('b', 20), item('f', 60), item('c', 30, 'COMPLETED'), item('d', 40)]
    const next = applyRequestUpdate(list, updates, {})
    expect([ids(next), next.total]).toEqual(['fedcba', 6])
    expect(next.items.find(({ id }) => id === 'c')?.status).toBe('COMPLETED')
    expect(next.items.at(-1)).toBe(list.items.at(-1))
  })

  it('is the same list where it says nothing new', () => {
    const list = listOf([item('b', 20, 'COMPLETED'), item('a', 10)], 5)
    expect(applyRequestUpdate(list, [], {})).toBe(list)
    expect(applyRequestUpdate(list, [item('b', 20)], {})).toBe(list)
    // Its page was not read yet, and the total counts it.
    expect(applyRequestUpdate(list, [item('older', 1)], {})).toBe(list)
  })

  it('takes out what fits the filters no longer, and lets in what does', () => {
    const list = listOf([item('b', 20), item('a', 10)], 5)
    const next = applyRequestUpdate(list, [item('b', 20, 'IN_PROGRESS'), item('c', 30)], {
      status: 'IN_QUEUE',
    })
    expect([ids(next), next.total]).toEqual(['ca', 5])
  })

  it('sorts items without a time first, and of two equally old ones the later received', () => {
    const list = listOf([item('a', 10)])
    const noTime = { ...item('x', 0), createdAt: undefined }
    expect(ids(applyRequestUpdate(list, [item('b', 10), item('c', 10), noTime], {}))).toBe('xcba')
  })

  it('lets no list grow beyond a thousand rows, and says that there is more', () => {
    let list = listOf([])
    for (let second = 0; second < 2_500; second++)
      list = applyRequestUpdate(list, [item(`r${second}`, second, 'COMPLETED')], {})
    expect([list.items.length, list.total, list.hasMore]).toEqual([1_000, 2_500, true])
    expect(list.items[0]?.id).toBe('r2499')
  })

  it('leaves a list that was scrolled further as long as it is', () => {
    const list = listOf(Array.from({ length: 1_500 }, (_, index) => item(`r${index}`, 5_000 - index)))
    const next = applyRequestUpdate(list, [item('new', 6_000)], {})
    expect([next.items.length, next.total, next.hasMore]).toEqual([1_500, 1_501, true])
  })
})
