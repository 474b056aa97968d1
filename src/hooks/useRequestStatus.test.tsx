import { act, renderHook, waitFor } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import { openPlatform } from '../../test/support/open-platform.js'
import { useRequestStatus } from './useRequestStatus.js'

it.each([undefined, null, ''])('stays idle without an id (%j), and asks nothing', async (id) => {
  vi.useFakeTimers({ shouldAdvanceTime: true })
  const { emulator, wrapper } = openPlatform()
  const { result } = renderHook(() => useRequestStatus(id), { wrapper })
  await act(() => vi.advanceTimersByTimeAsync(120_000))
  vi.useRealTimers()
  expect(result.current).toMatchObject({ transport: 'idle', isTerminal: false })
  expect([result.current.status, result.current.outcome, result.current.error].filter(Boolean)).toEqual([])
  expect(emulator.log).toEqual([])
})

it('starts once the id is known, and is idle again without it', async () => {
  const { emulator, wrapper } = openPlatform()
  const { result, rerender } = renderHook(({ id }: { id: string | null }) => useRequestStatus(id), {
    wrapper,
    initialProps: { id: null as string | null },
  })
  rerender({ id: 'no-such-request' })
  await waitFor(() => expect(emulator.log.length).toBeGreaterThan(0))
  rerender({ id: '' })
  expect(result.current.transport).toBe('idle')
  expect(result.current.status).toBeUndefined()
})
