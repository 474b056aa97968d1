import { act, renderHook, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { openPlatform } from '../../test/support/open-platform.js'
import type { ModelRunnerProviderProps } from '../context/ModelRunnerProvider.js'
import type { Emulator } from '../emulator/emulator.js'
import { useRequests, type RequestFilters } from './useRequests.js'

/** Somebody else's submit: this page only hears of it. */
async function submit(emulator: Emulator, endpoint = 'test/echo', body: object = {}) {
  const answer = await emulator.fetch(
    new Request(`${emulator.hosts.queue}/${endpoint}`, {
      method: 'POST',
      headers: { authorization: 'Key other', 'content-type': 'application/json' },
      body: JSON.stringify({ prompt: 'x', ...body }),
    }),
  )
  expect(answer.ok).toBe(true)
  return ((await answer.json()) as { request_id: string }).request_id
}

async function cancel(emulator: Emulator, endpoint: string, id: string) {
  const answer = await emulator.fetch(
    new Request(`${emulator.hosts.queue}/${endpoint}/requests/${id}/cancel`, {
      headers: { authorization: 'Key other' },
    }),
  )
  expect(await answer.json()).toMatchObject({ status: 'CANCELLED' })
}

async function show(
  count: number,
  filters?: RequestFilters,
  props: Partial<ModelRunnerProviderProps> = {},
  before?: (emulator: Emulator) => Promise<unknown>,
) {
  const platform = openPlatform({}, props)
  platform.emulator.set({ queueMs: 40, runMs: 40 })
  platform.emulator.seedRequests(count)
  await before?.(platform.emulator)
  const view = renderHook(() => useRequests(filters), { wrapper: platform.wrapper })
  await waitFor(() => expect(view.result.current.isPending).toBe(false))
  return { ...platform, ...view, now: () => view.result.current }
}

const streaming = (emulator: Emulator) => waitFor(() => expect(emulator.streams().open).toBe(1))

describe('useRequests', () => {
  it('lists the newest requests and reads on without duplicates while new ones come in', async () => {
    const { now, emulator } = await show(50)
    await streaming(emulator)
    expect(now().requests).toHaveLength(20)
    expect(now().total).toBe(50)
    await act(() => submit(emulator))
    await waitFor(() => expect(now().total).toBe(51))
    await act(() => now().fetchNextPage())
    await act(() => now().fetchNextPage())
    await waitFor(() => expect(now().requests).toHaveLength(51))
    expect(new Set(now().requests.map(({ id }) => id)).size).toBe(51)
    expect(now().hasNextPage).toBe(false)
  })

  it('shows a new request on top and follows it to its end without reading the list again', async () => {
    const { now, emulator, calls } = await show(3)
    await streaming(emulator)
    // Once at first, and once when the stream is up.
    await waitFor(() => expect(calls('list')).toBe(2))
    const id = await act(() => submit(emulator))
    await waitFor(() => expect(now().requests[0]).toMatchObject({ id, status: 'IN_QUEUE' }))
    await waitFor(() => expect(now().requests[0]).toMatchObject({ id, status: 'COMPLETED' }))
    expect(now().total).toBe(4)
    expect(calls('list')).toBe(2)
    expect(calls('item')).toBe(0)
  })

  it('finds out how a row ended whose end came before the stream did', async () => {
    const { now, emulator } = await show(2, undefined, {}, async (platform) => {
      platform.set({ runMs: 150, faults: [{ route: 'stream', delayMs: 400, times: 1 }] })
      await submit(platform)
    })
    expect(now().requests[0]?.status).not.toBe('COMPLETED')
    await waitFor(() => expect(now().requests[0]?.status).toBe('COMPLETED'), { timeout: 3000 })
    expect(emulator.streams().open).toBe(1)
  })

  it('shows a run that began and ended before the stream was up', async () => {
    const { now, emulator, calls } = await show(2, undefined, {}, async (platform) => {
      await Promise.resolve()
      platform.set({ faults: [{ route: 'stream', delayMs: 400, times: 1 }] })
    })
    const id = await act(() => submit(emulator, 'test/instant'))
    expect(emulator.streams().opened).toBe(0)
    await waitFor(() => expect(now().requests[0]).toMatchObject({ id, status: 'COMPLETED' }), {
      timeout: 3000,
    })
    expect([now().total, calls('list'), calls('item')]).toEqual([3, 2, 0])
  })

  it('keeps what does not fit the filters out, and lets go of what fits no longer', async () => {
    const filters = { status: 'IN_QUEUE', endpoint: 'test/cancellable' } as const
    // It leaves the queue when this test says so.
    const { now, emulator } = await show(0, filters, {}, async (platform) => {
      await Promise.resolve()
      platform.set({ queueMs: 600_000 })
    })
    await streaming(emulator)
    await act(() => submit(emulator, 'test/echo'))
    const id = await act(() => submit(emulator, 'test/cancellable'))
    await waitFor(() => expect(now().requests.map((request) => request.id)).toEqual([id]))
    expect(now().total).toBe(1)
    await act(() => cancel(emulator, 'test/cancellable', id))
    await waitFor(() => expect(now().total).toBe(0))
    expect(now().requests).toEqual([])
  })

  it('asks for metadata as JSON of exact pairs', async () => {
    const { now, emulator } = await show(2, { metadata: { team: 'a' } })
    const path = emulator.log.find(({ route }) => route === 'list')?.path ?? ''
    expect(new URLSearchParams(path.split('?')[1]).get('metadata')).toBe('{"team":"a"}')
    await streaming(emulator)
    await act(() => submit(emulator, 'test/echo', { metadata: { team: 'b' } }))
    const mine = await act(() => submit(emulator, 'test/echo', { metadata: { team: 'a', more: '1' } }))
    await waitFor(() => expect(now().requests.map(({ id }) => id)).toEqual([mine]))
  })

  it('opens no stream and makes no further read with live off', async () => {
    const { now, emulator, calls } = await show(1, undefined, { live: 'off' }, (platform) => submit(platform))
    expect(now().requests).toHaveLength(2)
    expect(emulator.streams().opened).toBe(0)
    expect([calls('list'), calls('item')]).toEqual([1, 0])
    await act(() => now().refetch())
    expect(calls('list')).toBe(2)
  })

  it('starts over when so much was added that the next page does not overlap', async () => {
    const { now, emulator } = await show(5, { limit: 3 }, { live: 'off' })
    for (let more = 0; more < 6; more++) await submit(emulator)
    await act(() => now().fetchNextPage())
    await waitFor(() => expect([now().requests.length, now().total]).toEqual([6, 11]))
    for (let page = 3; page <= 4; page++) await act(() => now().fetchNextPage())
    await waitFor(() => expect(new Set(now().requests.map(({ id }) => id)).size).toBe(11))
    const times = now().requests.map(({ createdAt = '' }) => Date.parse(createdAt))
    expect(times).toEqual(times.toSorted((a, b) => b - a))
  })

  it('closes the stream when nobody watches any more', async () => {
    const { emulator, unmount } = await show(1)
    await streaming(emulator)
    unmount()
    await waitFor(() => expect(emulator.streams().open).toBe(0), { timeout: 3000 })
  })

  it('publishes a request at once, and takes that back where the platform refuses', async () => {
    const { now, emulator } = await show(2)
    const id = now().requests[0]?.id ?? ''
    await act(() => now().setPublic(id, true))
    expect(now().requests[0]?.public).toBe(true)
    expect(emulator.requests().find((item) => item.id === id)?.public).toBe(true)
    emulator.set({ faults: [{ route: 'visibility', times: 1, status: 403 }] })
    await act(() => expect(now().setPublic(id, false)).rejects.toMatchObject({ kind: 'forbidden' }))
    expect(now().requests[0]?.public).toBe(true)
    expect(now().error?.kind).toBe('forbidden')
  })

  it('deletes the payloads of a finished request, and shows them again where that is refused', async () => {
    const { now, emulator } = await show(2)
    const done = now().requests.find(({ status }) => status === 'COMPLETED')
    const id = done?.id ?? ''
    const shown = () => now().requests.find((item) => item.id === id)
    emulator.set({ faults: [{ route: 'purge', times: 1, status: 409 }] })
    await act(() => expect(now().deletePayloads(id)).rejects.toMatchObject({ kind: 'conflict' }))
    expect(shown()).toMatchObject({ input: done?.input })
    expect(shown()?.payloadsPurgedAt).toBeUndefined()
    await act(() => now().deletePayloads(id))
    expect(shown()).toMatchObject({ input: {}, output: {}, payloadsPurgedAt: expect.any(String) as string })
  })
})
