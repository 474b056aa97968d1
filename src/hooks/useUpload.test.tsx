import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { act, configure, renderHook, waitFor } from '@testing-library/react'
import { type ReactNode, StrictMode } from 'react'
import { renderToString } from 'react-dom/server'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { startUploadPlatform, type UploadPlatform } from '../../test/support/upload-platform.js'
import { modelRunnerKeys } from '../client/queries/keys.js'
import { ModelRunnerProvider } from '../context/ModelRunnerProvider.js'
import { useFiles } from './useFiles.js'
import { useSubmit } from './useSubmit.js'
import { useUpload } from './useUpload.js'

configure({ asyncUtilTimeout: 15_000 })
let platform: UploadPlatform
let queryClient: QueryClient
beforeEach(async () => {
  platform = await startUploadPlatform()
  queryClient = new QueryClient()
})

function wrapper({ children }: { children: ReactNode }) {
  return (
    <StrictMode>
      <ModelRunnerProvider {...platform.options} queryClient={queryClient}>
        {children}
      </ModelRunnerProvider>
    </StrictMode>
  )
}
const file = (name = 'a.txt') => new File([name], name, { type: 'text/plain' })

describe('useUpload', () => {
  it('uploads a file once, shows it and resolves with its URL', async () => {
    const onUploaded = vi.fn()
    const { result } = renderHook(() => useUpload({ onUploaded }), { wrapper })
    expect(result.current).toMatchObject({ uploads: [], isUploading: false, progress: { ratio: 0 } })
    let uploaded: unknown
    await act(async () => {
      uploaded = await result.current.upload(file())
    })
    expect(uploaded).toMatchObject([
      { name: 'a.txt', size: 5, type: 'text/plain', url: expect.stringMatching(/^http/) },
    ])
    expect(result.current).toMatchObject({
      uploads: [{ state: 'done' }],
      isUploading: false,
      progress: { ratio: 1 },
    })
    expect(onUploaded).toHaveBeenCalledOnce()
    expect(platform.calls('put')).toBe(1)
  })

  it('keeps its functions while everything else changes', async () => {
    const { result, rerender } = renderHook((options) => useUpload(options), {
      wrapper,
      initialProps: { maxFiles: 1 },
    })
    const { upload, check, pause, resume, cancel, retry, remove, clear } = result.current
    rerender({ maxFiles: 2 })
    await act(() => result.current.upload([file('a'), file('b')]))
    expect(result.current).toMatchObject({ upload, check, pause, resume, cancel, retry, remove, clear })
  })

  it('rejects what is refused before a byte is sent, and what is cancelled', async () => {
    const onError = vi.fn()
    const { result } = renderHook(() => useUpload({ accept: '.txt', maxSize: 5, maxFiles: 2, onError }), {
      wrapper,
    })
    const rejected = { kind: 'upload-rejected' }
    await expect(result.current.upload(file('a.exe'))).rejects.toMatchObject(rejected)
    await expect(result.current.upload(file('long-name.txt'))).rejects.toMatchObject(rejected)
    await expect(result.current.upload(new File([], 'empty.txt'))).rejects.toMatchObject(rejected)
    await expect(result.current.upload([file('1.txt'), file('2.txt'), file('3.txt')])).rejects.toMatchObject(
      rejected,
    )
    expect(platform.emulator.log).toEqual([])
    expect(onError).toHaveBeenCalledTimes(4)
    const cancelled = act(async () => {
      const uploading = result.current.upload(file())
      result.current.cancel()
      await expect(uploading).rejects.toMatchObject({ kind: 'aborted' })
    })
    await cancelled
    expect(onError).toHaveBeenCalledTimes(4)
  })

  it('makes the lists of files new, also when whoever started it is gone', async () => {
    const { result, unmount } = renderHook(() => useUpload(), { wrapper })
    const queryFn = vi.fn(() => 'files')
    const scope = JSON.stringify(['/api/modelrunner/proxy', platform.emulator.hosts.queue, ''])
    const observer = new QueryObserver(queryClient, {
      queryKey: modelRunnerKeys.files(scope, {}),
      queryFn,
      staleTime: Infinity,
    })
    const unsubscribe = observer.subscribe(() => {})
    await waitFor(() => expect(queryFn).toHaveBeenCalledOnce())
    let uploading: Promise<unknown> = Promise.resolve()
    act(() => {
      uploading = result.current.upload(file())
    })
    unmount()
    await uploading
    await waitFor(() => expect(queryFn).toHaveBeenCalledTimes(2))
    unsubscribe()
  })

  it('reads the lists of many files that are up within a second twice at most', async () => {
    const { result } = renderHook(() => useUpload(), { wrapper })
    const invalidate = vi.spyOn(queryClient, 'invalidateQueries')
    await act(() => result.current.upload(Array.from({ length: 12 }, (_, index) => file(`${index}`))))
    // Each of the two lists.
    expect(invalidate.mock.calls.length).toBeGreaterThan(0)
    expect(invalidate.mock.calls.length).toBeLessThan(2 * 12)
  })

  it('shares its updates: a file uploaded for an input appears in the list, too', async () => {
    const { result } = renderHook(() => ({ files: useFiles(), submit: useSubmit<unknown>('test/echo') }), {
      wrapper,
    })
    await waitFor(() => expect(result.current.files.isPending).toBe(false))
    expect(result.current.files.total).toBe(0)
    // Refused for want of money: no run will end that would refresh the list.
    platform.emulator.set({ balance: '0' })
    act(() => result.current.submit.submit({ prompt: 'x', image: file() }))
    await waitFor(() => expect(result.current.submit.error?.kind).toBe('insufficient-balance'))
    await waitFor(() => expect(result.current.files.total).toBe(1))
  })

  it('calls what the last render gave, not the one that started the upload', async () => {
    const first = vi.fn()
    const last = vi.fn()
    platform.emulator.set({ faults: [{ route: 'put', match: /bad/, status: 400 }] })
    const { result, rerender } = renderHook(
      (callback) => useUpload({ onUploaded: callback, onError: callback }),
      { wrapper, initialProps: first },
    )
    let uploading: Promise<unknown> = Promise.resolve()
    act(() => {
      uploading = Promise.allSettled([
        result.current.upload(file()),
        result.current.upload(file('bad')),
        result.current.upload(file('b'), { onUploaded: first }),
      ])
    })
    rerender(last)
    await act(() => uploading)
    expect(last).toHaveBeenCalledTimes(2)
    expect(first).toHaveBeenCalledOnce()
  })

  it('takes a FileList, and says what is wrong with nothing', async () => {
    const { result } = renderHook(() => useUpload(), { wrapper })
    const list = { 0: file('a'), 1: file('b'), length: 2 }
    await act(async () => {
      expect(await result.current.upload(list)).toMatchObject([{ name: 'a' }, { name: 'b' }])
      await expect(result.current.upload(null as unknown as FileList)).rejects.toMatchObject({
        kind: 'validation',
      })
    })
    expect(result.current.uploads).toHaveLength(2)
  })

  it('is idle on the server', () => {
    function Probe() {
      const { uploads, isUploading } = useUpload()
      return <i>{`${uploads.length} ${String(isUploading)}`}</i>
    }
    expect(renderToString(wrapper({ children: <Probe /> }))).toContain('0 false')
  })
})
