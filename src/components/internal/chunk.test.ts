import { act, renderHook, waitFor } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { createChunk, useChunk } from './chunk.js'

afterEach(() => void vi.restoreAllMocks())

it('fetches code once it is wanted, and has it at once for the next component', async () => {
  let fetches = 0
  const chunk = createChunk(() => Promise.resolve(`code ${++fetches}`))
  const { result, rerender } = renderHook((isWanted: boolean) => useChunk(chunk, isWanted), {
    initialProps: false,
  })
  expect(result.current).toEqual({ state: 'idle' })
  rerender(true)
  expect(result.current).toEqual({ state: 'loading' })
  await waitFor(() => expect(result.current).toEqual({ state: 'ready', value: 'code 1' }))
  expect(renderHook(() => useChunk(chunk)).result.current).toEqual({ state: 'ready', value: 'code 1' })
  expect(fetches).toBe(1)
})

it('says that code could not be fetched, and fetches it again when asked', async () => {
  let isOffline = true
  const chunk = createChunk(() =>
    isOffline ? Promise.reject(new TypeError('offline')) : Promise.resolve('code'),
  )
  const { result } = renderHook(() => useChunk(chunk))
  await waitFor(() => expect(result.current).toEqual({ state: 'failed' }))
  isOffline = false
  await act(() => chunk.load())
  expect(result.current).toEqual({ state: 'ready', value: 'code' })
})

it('is not fetched again by components that come because it failed', async () => {
  let fetches = 0
  const chunk = createChunk(() => {
    fetches += 1
    return Promise.reject(new TypeError('offline'))
  })
  const { result } = renderHook(() => useChunk(chunk))
  await waitFor(() => expect(result.current).toEqual({ state: 'failed' }))
  for (let index = 0; index < 5; index += 1) renderHook(() => useChunk(chunk))
  expect(fetches).toBe(1)
  vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 5_001)
  renderHook(() => useChunk(chunk))
  await waitFor(() => expect(result.current).toEqual({ state: 'failed' }))
  expect(fetches).toBe(2)
})
