import { act } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { hookStage } from '../../test/support/hook-stage.js'
import type { Fault } from '../emulator/faults/fault.js'
import { useRequest } from './useRequest.js'
import { useSubmit } from './useSubmit.js'

afterEach(() => localStorage.clear())

const LOST: [string, Fault][] = [
  ['the answer is lost after the work', { route: 'submit', times: 1, cut: 'after' }],
  ['the connection breaks before anything is done', { route: 'submit', times: 1, cut: 'before' }],
  ['the connection breaks within the answer', { route: 'submit', times: 1, cut: 'answer' }],
  [
    'a gateway answers 502 before the work',
    { route: 'submit', times: 1, status: 502, body: '<html>Bad gateway</html>' },
  ],
  ['a 200 holds nothing of use', { route: 'submit', times: 1, status: 200, body: { ok: true } }],
  ['the answer comes after more than a minute', { route: 'submit', times: 1, answerDelayMs: 90_000 }],
]

describe.each(LOST)('when %s', (_name, fault) => {
  it('the platform has one billable request, and its outcome shows', async () => {
    const { emulator, advance, render } = hookStage()
    emulator.set({ faults: [fault] })
    const onSubmitted = vi.fn()
    const { result, unmount } = render(() => useRequest('test/echo', { onSubmitted }))
    act(() => result.current.submit({ text: 'hello' }))
    await advance(200_000)
    expect(Object.values(emulator.faultCounts())).toEqual([1])
    expect(result.current.phase).toBe('succeeded')
    expect(emulator.requests()).toHaveLength(1)
    expect(emulator.billed().count).toBe(1)
    expect(onSubmitted).toHaveBeenCalledTimes(1)
    unmount()
  })
})

describe('a submit of unknown fate', () => {
  it('says that it may be charged, and a retry looks it up before it sends', async () => {
    const { emulator, advance, render } = hookStage()
    emulator.set({
      faults: [
        { route: 'submit', times: 1, cut: 'after' },
        { route: 'list', status: 503 },
      ],
    })
    const { result, unmount } = render(() => useRequest('test/echo', {}), { live: 'off' })
    act(() => result.current.submit({ text: 'hello' }))
    await advance(120_000)
    expect(result.current.phase).toBe('failed')
    expect(result.current.error).toMatchObject({ maybeSubmitted: true, billed: 'unknown' })
    emulator.set({ faults: [] })
    act(() => result.current.retry())
    await advance(10_000)
    expect(emulator.requests()).toHaveLength(1)
    expect(result.current.requestId).toBe(emulator.requests()[0]?.id)
    unmount()
  })
})

describe('submit', () => {
  it('is ignored while one is on its way', async () => {
    const { emulator, advance, render } = hookStage({ latencyMs: 100 })
    const { result, unmount } = render(() => useSubmit('test/echo'))
    act(() => {
      result.current.submit({ text: 'a' })
      result.current.submit({ text: 'b' })
    })
    await advance(5_000)
    expect(emulator.requests().map(({ input }) => input)).toEqual([{ text: 'a' }])
    unmount()
  })

  it('sends two where `concurrent` is set', async () => {
    const { emulator, advance, render } = hookStage({ latencyMs: 100 })
    const { result, unmount } = render(() => useSubmit('test/echo', { concurrent: true }))
    act(() => {
      result.current.submit({ text: 'a' })
      result.current.submit({ text: 'b' })
    })
    await advance(5_000)
    expect(emulator.requests()).toHaveLength(2)
    unmount()
  })

  it('leaves the body alone without `exactlyOnce`, and does not send again', async () => {
    const { emulator, advance, render } = hookStage()
    const { result, unmount } = render(() => useSubmit('test/echo', { exactlyOnce: false }))
    act(() => result.current.submit({ text: 'a' }))
    await advance(100)
    expect(emulator.requests()[0]?.metadata ?? {}).toEqual({})
    emulator.set({ faults: [{ route: 'submit', cut: 'after' }] })
    act(() => result.current.submit({ text: 'b' }))
    await advance(100_000)
    expect(emulator.requests()).toHaveLength(2)
    expect(result.current.error).toMatchObject({ kind: 'network', maybeSubmitted: true, billed: 'unknown' })
    unmount()
  })

  it('refuses more metadata than the platform takes, its own key counted', async () => {
    const { emulator, advance, render } = hookStage()
    const { result, unmount } = render(() => useSubmit('test/echo'))
    const metadata = Object.fromEntries(Array.from({ length: 16 }, (_, index) => [`k${index}`, 'v']))
    act(() => result.current.submit({ text: 'a' }, { metadata }))
    await advance(100)
    expect(result.current.error).toMatchObject({
      kind: 'validation',
      message: expect.stringContaining('exactlyOnce'),
    })
    expect(emulator.requests()).toHaveLength(0)
    act(() => result.current.submit({ text: 'a' }, { metadata, exactlyOnce: false }))
    await advance(100)
    expect(emulator.requests()).toHaveLength(1)
    unmount()
  })
})
