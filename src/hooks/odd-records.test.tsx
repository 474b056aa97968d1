import { act, render, renderHook, screen, waitFor } from '@testing-library/react'
import { beforeAll, describe, expect, it } from 'vitest'
import { openPlatform } from '../../test/support/open-platform.js'
import { FileLibrary, preloadLibrary } from '../components/file-library/FileLibrary.js'
import { RequestHistory } from '../components/request-history/RequestHistory.js'
import type { RouteName } from '../emulator/faults/fault.js'
import { useFiles } from './useFiles.js'
import { useModels } from './useModels.js'
import { useRequests } from './useRequests.js'
import { useResult } from './useResult.js'

const PAGE = 20

/** A platform that lists these records, some of which are not what its documentation says. */
function listing(route: RouteName, records: readonly unknown[]) {
  const platform = openPlatform()
  const total = records.length
  const pages = Array.from({ length: Math.ceil(total / PAGE) }, (_, at) =>
    records.slice(at * PAGE, (at + 1) * PAGE),
  )
  const bodyOf = (rows: readonly unknown[], page: number) =>
    route === 'files'
      ? { items: rows, pagination: { page, limit: PAGE, total, totalPages: pages.length } }
      : { data: rows, page, limit: PAGE, total, totalPages: pages.length }
  platform.emulator.set({
    faults: pages.map((rows, at) => ({
      route,
      match: new RegExp(`[?&]page=${at + 1}(&|$)`),
      body: bodyOf(rows, at + 1),
    })),
  })
  return platform
}

const file = (at: number, change: object = {}) => ({
  id: `file-${at}`,
  url: `https://media.example/picture-${at}.png`,
  source: 'upload',
  createdAt: '2026-01-01T00:00:00Z',
  ...change,
})
const request = (at: number, change: object = {}) => ({
  id: `request-${at}`,
  modelEndpoint: 'test/echo',
  status: 'COMPLETED',
  billingStatus: 'charged',
  createdAt: '2026-01-01T00:00:00Z',
  input: { prompt: `Picture ${at}` },
  ...change,
})
const NOTHING_TO_SHOW = [null, 'text', 7, [], {}]

const oddFiles: [string, object][] = [
  ['no id', { id: undefined }],
  ['a number as its id', { id: 7 }],
  ['no source and no date', { source: null, createdAt: undefined }],
  ['a time in place of a date', { createdAt: 1_700_000_000_000 }],
  ['a date that is none', { createdAt: 'yesterday' }],
  ['a date beyond all dates', { createdAt: 1e300 }],
  ['an unknown type', { mimeType: 'application/x-something' }],
  ['a number as its type', { mimeType: 12 }],
  ['a size in words', { sizeBytes: 'big' }],
  ['null everywhere', { thumbnailUrl: null, mimeType: null, sizeBytes: null, storageKey: null, tags: null }],
  ['tags that are none', { tags: [null, 'x', { id: 1 }, { id: 't', name: 'Tag' }], isFavorited: 'yes' }],
  ['a storage key of another kind', { storageKey: { key: 'x' } }],
]

const oddRequests: [string, object][] = [
  ['a price that is a number', { totalPrice: 0.5 }],
  ['metadata that is text', { metadata: 'x' }],
  ['a time in place of a date', { createdAt: 1_700_000_000_000, updatedAt: 5 }],
  ['a date that is none', { createdAt: 'yesterday', updatedAt: 'tomorrow' }],
  ['billing of another kind', { billingStatus: 3 }],
  ['an unknown state', { status: 'DREAMING' }],
  ['an input that is a list', { input: ['x'] }],
  ['thumbnails of every kind', { thumbnails: [null, 3, { url: 5 }, 'javascript:alert(1)'] }],
  [
    'null everywhere',
    { billingStatus: null, createdAt: null, input: null, output: null, error: null, metadata: null },
  ],
]

describe('one odd record', () => {
  beforeAll(() => preloadLibrary())

  it.each(oddFiles)('does not hide a library, nor itself: a file with %s', async (_, change) => {
    const { wrapper } = listing('files', [file(1), file(2, change), file(3)])
    const { container } = render(<FileLibrary defaultView="list" />, { wrapper })
    await waitFor(() => expect(container.querySelectorAll('[data-mr-part=name]')).toHaveLength(3))
    expect(container).toHaveTextContent(/picture-1\.png.*picture-2\.png.*picture-3\.png/)
    expect(container.textContent).not.toMatch(/NaN|undefined|Invalid|\[object/)
  })

  it.each(oddRequests)('does not hide a history, nor itself: a run with %s', async (_, change) => {
    const { wrapper } = listing('list', [request(1), request(2, change), request(3)])
    const { container } = render(<RequestHistory />, { wrapper })
    await waitFor(() => expect(screen.getAllByRole('listitem')).toHaveLength(3))
    expect(container.textContent).not.toMatch(/NaN|undefined|Invalid|\[object/)
  })

  it('with nothing to show does not keep the rest of a library away', async () => {
    const records = Array.from({ length: 65 }, (_, at) => file(at))
    const { wrapper } = listing(
      'files',
      records.with(3, null as never).toSpliced(30, 5, ...(NOTHING_TO_SHOW as never[])),
    )
    const { result } = renderHook(() => useFiles(), { wrapper })
    await waitFor(() => expect(result.current.files).toHaveLength(19))
    for (let page = 2; page <= 4; page++) await act(() => result.current.fetchNextPage())
    expect(result.current.files).toHaveLength(65 - 6)
    expect(result.current.hasNextPage).toBe(false)
  })

  it('with nothing to show does not keep the rest of a history away', async () => {
    const records = Array.from({ length: 45 }, (_, at) => request(at))
    const { wrapper } = listing('list', records.toSpliced(3, 5, ...(NOTHING_TO_SHOW as never[])))
    const { result } = renderHook(() => useRequests(), { wrapper })
    await waitFor(() => expect(result.current.requests).toHaveLength(15))
    for (let page = 2; page <= 3; page++) await act(() => result.current.fetchNextPage())
    expect(result.current.requests).toHaveLength(40)
    expect(result.current.hasNextPage).toBe(false)
  })

  it('of the catalog does not hide the others', async () => {
    const model = (at: number) => ({
      id: `m-${at}`,
      ownerName: 'test',
      alias: `m-${at}`,
      name: `Model ${at}`,
    })
    const { wrapper } = listing('models', [
      model(1),
      null,
      { ...model(2), name: null, capabilities: 'x' },
      model(3),
    ])
    const { result } = renderHook(() => useModels(), { wrapper })
    await waitFor(() => expect(result.current.models.map(({ id }) => id)).toEqual(['m-1', 'm-2', 'm-3']))
  })

  it('of a paid run shows its output all the same', async () => {
    const platform = openPlatform()
    const output = { image: 'https://media.example/1.png' }
    const body = request(1, { output, metadata: 'x', createdAt: 5, updatedAt: {}, billingStatus: 'charged' })
    platform.emulator.set({
      faults: [
        { route: 'item', body },
        { route: 'result', body },
      ],
    })
    const { result } = renderHook(() => useResult('request-1', { endpoint: 'test/echo' }), {
      wrapper: platform.wrapper,
    })
    await waitFor(() => expect(result.current.output).toEqual(output))
  })
})
