import { act, waitFor } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { hookStage } from '../../test/support/hook-stage.js'
import type { ModelRunnerError } from '../client/errors/model-runner-error.js'
import { useFiles } from './useFiles.js'
import { useModel } from './useModel.js'
import { useRequest } from './useRequest.js'
import { useRequests } from './useRequests.js'
import { useRequestStatus } from './useRequestStatus.js'
import { useResult } from './useResult.js'
import { useSubmit } from './useSubmit.js'
import { useUpload } from './useUpload.js'

function stage() {
  const onError = vi.fn<(error: ModelRunnerError) => void>()
  const { render, ...rest } = hookStage()
  return {
    ...rest,
    onError,
    kinds: () => onError.mock.calls.map(([error]) => error.kind),
    open: <T,>(hook: () => T) => render(hook, { onError, storage: null, retry: { attempts: 1 } }),
  }
}

/** Everything that shows one run, twice. */
function useEverythingOf(endpoint: string) {
  const run = useRequest(endpoint)
  const also = [useRequestStatus(run.requestId), useRequestStatus(run.requestId)]
  const results = [useResult(run.requestId), useResult(run.requestId)]
  return { run, also, results }
}

describe("the provider's onError", () => {
  it.each([
    ['test/provider-failure', 'generation-failed'],
    ['test/invalid-output', 'invalid-output'],
    ['test/force-failed', 'generation-failed'],
  ])('is called once for a run of %s, however many hooks show it', async (endpoint, kind) => {
    const { open, advance, kinds } = stage()
    const { result, rerender } = open(() => useEverythingOf(endpoint))
    act(() => result.current.run.submit({}))
    await advance(5_000)
    rerender()
    const { run, also, results } = result.current
    expect(run.phase).toBe('failed')
    for (const { error } of [...also, ...results]) expect(error).toBe(run.error)
    expect(kinds()).toEqual([kind])
  })

  it('is called once for a refused submit, and for each further one', async () => {
    const { open, advance, onError, kinds } = stage()
    const { result } = open(() => useRequest('test/insufficient-balance'))
    act(() => result.current.submit({}))
    await advance(1_000)
    expect(kinds()).toEqual(['insufficient-balance'])
    expect(onError.mock.calls[0]?.[0]).toBe(result.current.error)
    act(() => result.current.retry())
    await advance(1_000)
    expect(kinds()).toEqual(['insufficient-balance', 'insufficient-balance'])
  })

  it('is called for a submit whose promise is used, and not for an aborted one', async () => {
    const { open, advance, emulator, kinds, onError } = stage()
    const { result } = open(() => useSubmit('test/validation'))
    const refused = result.current.submitAsync({}).catch((error: unknown) => error)
    await advance(1_000)
    expect(onError.mock.calls[0]?.[0]).toBe(await refused)
    emulator.set({ faults: [{ route: 'submit', delayMs: 60_000 }] })
    act(() => result.current.submit({}))
    await advance(100)
    act(() => result.current.abort())
    await advance(1_000)
    expect(kinds()).toEqual(['validation'])
  })

  it('is called once for a request that cannot be read, however many watch it', async () => {
    const { open, advance, kinds } = stage()
    const { result } = open(() => [useRequestStatus('gone'), useRequestStatus('gone'), useResult('gone')])
    await advance(10_000)
    expect(result.current.map(({ error }) => error?.kind)).toEqual(['not-found', 'not-found', 'not-found'])
    expect(kinds()).toEqual(['not-found'])
  })

  it('is called once for a list that several components show', async () => {
    const { open, advance, emulator, kinds } = stage()
    emulator.set({
      faults: [
        { route: 'files', status: 403 },
        { route: 'list', status: 401 },
      ],
    })
    open(() => [useFiles(), useFiles(), useRequests(), useRequests()])
    await advance(1_000)
    await waitFor(() => expect(kinds().sort()).toEqual(['forbidden', 'unauthorized']))
  })

  it('is called once for a model', async () => {
    const { open, advance, kinds } = stage()
    open(() => [useModel('no/such'), useModel('no/such')])
    await advance(1_000)
    await waitFor(() => expect(kinds()).toEqual(['not-found']))
  })

  it('is called once for an upload, and for a refused file', async () => {
    const { open, advance, emulator, kinds } = stage()
    emulator.set({ faults: [{ route: 'initiate', status: 402 }] })
    const { result } = open(() => useUpload({ maxSize: 10 }))
    const failing = result.current.upload(new File(['x'], 'x.png')).catch((error: unknown) => error)
    await advance(1_000)
    expect(await failing).toBe(result.current.uploads[0]?.error)
    expect(kinds()).toEqual(['insufficient-balance'])
    await act(() => result.current.upload(new File(['x'.repeat(11)], 'y.png')).catch(() => {}))
    expect(kinds()).toEqual(['insufficient-balance', 'upload-rejected'])
  })
})
