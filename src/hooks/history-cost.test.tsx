import { waitFor } from '@testing-library/react'
import { describe, expect, it, onTestFinished } from 'vitest'
import { hookStage } from '../../test/support/hook-stage.js'
import type { LiveMode } from '../client/config.js'
import { loadTracker } from '../client/stream/lazy-tracker.js'
import { useRequests, type RequestFilters } from './useRequests.js'

/** Histories of five runs, in StrictMode; what was read is counted. */
async function open(live: LiveMode, ...shown: RequestFilters[]) {
  // Fetched apart by the client; fake time does not wait for it.
  await loadTracker()
  const stage = hookStage()
  stage.emulator.seedRequests(5)
  const lists = [...shown]
  const { result, rerender, unmount } = stage.render(
    () => [useRequests(lists[0]), useRequests(lists[1])] as const,
    { live },
  )
  onTestFinished(() => {
    unmount()
    stage.emulator.dispose()
  })
  await stage.advance(3_000)
  return {
    ...stage,
    rows: () => result.current.map(({ requests }) => requests.length),
    reads: () => stage.count('list') + stage.count('item'),
    show(at: number, filters: RequestFilters) {
      lists[at] = filters
      rerender()
    },
  }
}

describe('a history that is shown twice', () => {
  it.each([
    { live: 'auto', reads: 2 },
    { live: 'stream', reads: 2 },
    { live: 'off', reads: 1 },
  ] as const)('costs $reads in ten quiet minutes, mode $live', async ({ live, reads: expected }) => {
    const { advance, rows, reads, emulator } = await open(live, {}, {})
    for (let minute = 0; minute < 10; minute++) await advance(60_000)
    // TanStack tells of an answer in a timer of its own.
    await waitFor(() => expect(rows()).toEqual([5, 5]))
    expect(reads()).toBe(expected)
    expect(emulator.streams().opened).toBe(live === 'off' ? 0 : 1)
  })

  it('costs one read more under other filters while the stream is up', async () => {
    const { advance, rows, reads, show } = await open('auto', {}, {})
    show(1, { limit: 2 })
    await advance(3_000)
    await waitFor(() => expect(rows()).toEqual([5, 2]))
    expect(reads()).toBe(3)
    // It is known from before; what happened meanwhile nobody followed.
    show(1, { limit: 3 })
    await advance(3_000)
    show(1, { limit: 2 })
    await advance(3_000)
    await waitFor(() => expect(rows()).toEqual([5, 2]))
    expect(reads()).toBe(5)
  })
})
