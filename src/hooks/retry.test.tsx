import { act, renderHook, waitFor } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import { emulatorFetch } from '../../test/support/emulator-fetch.js'
import { openPlatform } from '../../test/support/open-platform.js'
import type { RequestItem } from '../protocol/request-item.js'
import { useRequest } from './useRequest.js'

/** A run that has begun. The list, as the platform may have it, tells of the end without the output. */
async function start(endpoint: string, live: 'poll' | 'off', prepare: Parameters<typeof set>[0] = {}) {
  let ask: typeof globalThis.fetch | undefined
  const fetch: typeof globalThis.fetch = async (url, init) => {
    const answer = await (ask ??= emulatorFetch(platform.emulator))(url, init)
    const page = (await answer.clone().json()) as { data?: RequestItem[] }
    return page.data
      ? Response.json({ ...page, data: page.data.map(({ output: _, ...item }) => item) })
      : answer
  }
  const platform = openPlatform({}, { live, fetch })
  const { emulator, wrapper, calls } = platform
  function set(settings: Parameters<typeof emulator.set>[0]) {
    emulator.set(settings)
  }
  set({ queueMs: 10, runMs: 10, ...prepare })
  const notified = { onSucceeded: vi.fn(), onFailed: vi.fn() }
  const { result } = renderHook(() => useRequest<{ text: string }, { text: string }>(endpoint, notified), {
    wrapper,
    reactStrictMode: true,
  })
  act(() => result.current.submit({ text: 'hello' }))
  const phase = (name: string) => waitFor(() => expect(result.current.phase).toBe(name), { timeout: 5000 })
  return { run: result, emulator, calls, phase, set, ...notified }
}

it('cancels again when that failed, and the run, which continues, has not failed', async () => {
  const { run, emulator, calls, phase, set, onFailed } = await start('test/cancellable', 'poll', {
    runMs: null,
  })
  await waitFor(() => expect(run.current.requestId).toBeDefined())
  set({ faults: [{ route: 'cancel', status: 403 }] })
  await act(async () => expect(run.current.cancel()).rejects.toMatchObject({ kind: 'forbidden' }))
  expect(run.current.error?.kind).toBe('forbidden')
  expect(['queued', 'running']).toContain(run.current.phase)
  set({ faults: [] })
  act(() => run.current.retry())
  await phase('cancelled')
  expect([run.current.error, run.current.cancelOutcome]).toEqual([undefined, 'cancelled'])
  expect([calls('cancel'), emulator.requests().length, onFailed.mock.calls.length]).toEqual([2, 1, 0])
})

it('reads the output again when only the read failed, and reports success only then', async () => {
  const { run, emulator, phase, set, onSucceeded } = await start('test/echo', 'poll', {
    faults: [{ route: 'item', status: 503 }],
  })
  await phase('succeeded')
  expect(run.current.error?.kind).toBe('server')
  expect(onSucceeded).not.toHaveBeenCalled()
  set({ faults: [] })
  act(() => run.current.retry())
  await waitFor(() => expect(run.current.output).toMatchObject({ text: 'hello' }))
  expect(run.current.error).toBeUndefined()
  await waitFor(() => expect(onSucceeded).toHaveBeenCalledTimes(1))
  expect(onSucceeded).toHaveBeenCalledWith(expect.objectContaining({ output: run.current.output }))
  expect(emulator.requests()).toHaveLength(1)
})

it('reads the run again where it could not be read, shows no end meanwhile, and pays for no other', async () => {
  const { run, emulator, phase, set, onSucceeded, onFailed } = await start('test/echo', 'off', {
    faults: [{ route: 'item', status: 503 }],
  })
  await waitFor(() => expect(run.current.error?.kind).toBe('server'))
  await waitFor(() => expect(emulator.billed().count).toBe(1))
  expect(run.current.phase).toBe('queued')
  set({ faults: [] })
  act(() => run.current.retry())
  await phase('succeeded')
  expect(run.current.error).toBeUndefined()
  expect(emulator.requests()).toHaveLength(1)
  await waitFor(() => expect(onSucceeded).toHaveBeenCalledTimes(1))
  expect(onFailed).not.toHaveBeenCalled()
})

it('does nothing on a run that goes well, and nothing on one that went well', async () => {
  const { run, emulator, phase } = await start('test/echo', 'poll')
  act(() => run.current.retry())
  await waitFor(() => expect(run.current.requestId).toBeDefined())
  act(() => run.current.retry())
  await phase('succeeded')
  act(() => run.current.retry())
  expect(run.current.phase).toBe('succeeded')
  expect(emulator.log.filter(({ route }) => route === 'submit')).toHaveLength(1)
})
