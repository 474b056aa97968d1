import { act } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { hookStage } from '../../test/support/hook-stage.js'
import { hushWarning } from '../../test/support/hush-warning.js'
import type { LiveMode } from '../client/config.js'
import { loadTracker } from '../client/stream/lazy-tracker.js'
import type { Fault } from '../emulator/faults/fault.js'
import { useConnection } from './useConnection.js'
import { useRequestStatus } from './useRequestStatus.js'
import { useSubmit } from './useSubmit.js'

const NO_STREAM: Fault = { route: 'stream', status: 404 }

/** A run that goes on, shown by two watchers that can leave. */
async function open(live: LiveMode, faults: Fault[] = []) {
  // Fetched apart by the client; fake time does not wait for it.
  await loadTracker()
  const stage = hookStage()
  let watching = [true, true]
  stage.emulator.set({ faults, slowMs: 600_000 })
  const view = stage.render(
    () => {
      const { submit, requestId } = useSubmit('test/slow')
      const [first, second] = watching
      return {
        submit,
        connection: useConnection(),
        first: useRequestStatus(first ? requestId : undefined),
        second: useRequestStatus(second ? requestId : undefined),
      }
    },
    { live },
  )
  const now = () => view.result.current
  return {
    ...stage,
    ...view,
    now,
    watch(...next: boolean[]) {
      watching = next
      view.rerender()
    },
    async run() {
      expect(now().connection).toMatchObject({ state: 'idle', since: undefined, retryAt: undefined })
      act(() => now().submit({ prompt: 'x' }))
      await stage.advance(15_000)
    },
  }
}

describe('useConnection', () => {
  it.each([
    { live: 'auto', faults: [], state: 'live', transport: 'stream', willRetry: false },
    { live: 'auto', faults: [NO_STREAM], state: 'polling', transport: 'polling', willRetry: true },
    { live: 'stream', faults: [], state: 'live', transport: 'stream', willRetry: false },
    { live: 'stream', faults: [NO_STREAM], state: 'connecting', transport: 'idle', willRetry: true },
    { live: 'poll', faults: [], state: 'polling', transport: 'polling', willRetry: false },
    { live: 'off', faults: [], state: 'idle', transport: 'idle', willRetry: false },
  ] as const)(
    'shows how updates arrive: $live is $state',
    async ({ live, faults, state, transport, willRetry }) => {
      hushWarning(/the event stream cannot be used/)
      const { now, run, watch, advance, clock, unmount, emulator } = await open(live, [...faults])
      await run()
      expect(now().connection.state).toBe(state)
      expect([now().first.transport, now().second.transport]).toEqual([transport, transport])
      expect((now().connection.retryAt?.getTime() ?? 0) > clock.now()).toBe(willRetry)
      watch(true, false)
      await advance(10_000)
      expect([now().connection.state, now().second.transport]).toEqual([state, 'idle'])
      watch(false, false)
      // A stream is kept for a while.
      await advance(state === 'live' ? 31_000 : 1_000)
      expect(now().connection).toMatchObject({ state: 'idle', retryAt: undefined })
      expect(emulator.streams().open).toBe(0)
      watch(true, true)
      await advance(15_000)
      expect(now().connection.state).toBe(state)
      unmount()
      emulator.dispose()
      await advance(0)
      expect(clock.pending).toBe(0)
    },
  )

  it('reopens the stream on reconnect()', async () => {
    const { now, run, advance, emulator, unmount } = await open('auto', [{ ...NO_STREAM, times: 1 }])
    await run()
    expect(now().connection.state).toBe('polling')
    act(() => now().connection.reconnect())
    await advance(100)
    expect(now().connection).toMatchObject({ state: 'live', retryAt: undefined })
    unmount()
    emulator.dispose()
  })
})
