import { act, renderHook, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { isModelRunnerError } from '../client/errors/model-runner-error.js'
import { openPlatform } from '../../test/support/open-platform.js'
import { useFiles, type FileFilters } from './useFiles.js'

async function show(count: number, filters?: FileFilters) {
  const platform = openPlatform()
  platform.emulator.seedFiles(count)
  const view = renderHook(() => useFiles(filters), { wrapper: platform.wrapper })
  await waitFor(() => expect(view.result.current.isPending).toBe(false))
  await waitFor(() => expect(view.result.current.facets).toBeDefined())
  const first = () => view.result.current.files[0] ?? expect.fail('there is a file')
  return { ...platform, ...view, first, now: () => view.result.current }
}

describe('useFiles', () => {
  it('lists the newest files with total and facets, and reads on page by page', async () => {
    const { now, calls, emulator } = await show(45)
    expect(now().files).toHaveLength(20)
    expect(now().total).toBe(45)
    expect(now().facets?.all).toBe(45)
    await act(() => now().fetchNextPage())
    await act(() => now().fetchNextPage())
    expect(now().files.map(({ id }) => id)).toEqual(emulator.files().map(({ id }) => id))
    expect(now().hasNextPage).toBe(false)
    await act(() => now().fetchNextPage())
    expect(calls('files')).toBe(3)
  })

  it('asks with repeated keys and leaves out what is not set', async () => {
    const { emulator } = await show(3, { sources: ['upload', 'external'], q: '  ', favoritesOnly: false })
    const path = emulator.log.find(({ route }) => route === 'files')?.path
    expect(path).toMatch(/\?sources=upload&sources=external&page=1&limit=20$/)
  })

  it('reads the top alone when it is invalidated, however far it was scrolled', async () => {
    const { now, calls, queryClient, emulator } = await show(60)
    await act(() => now().fetchNextPage())
    await act(() => now().fetchNextPage())
    emulator.seedFiles(2)
    await act(() => queryClient.invalidateQueries({ queryKey: ['modelrunner'] }))
    await waitFor(() => expect(now().total).toBe(62))
    expect(now().files).toHaveLength(62)
    expect(new Set(now().files.map(({ id }) => id)).size).toBe(62)
    expect(calls('files')).toBe(4)
  })

  it('shows a favourite at once and keeps it', async () => {
    const { now, first, emulator } = await show(3)
    const { id, isFavorited } = first()
    await act(() => now().setFavorite(id, !isFavorited))
    expect(first().isFavorited).toBe(!isFavorited)
    expect(emulator.files()[0]?.isFavorited).toBe(!isFavorited)
  })

  it('takes back what failed, rejects with a ModelRunnerError and shows it in error', async () => {
    const { now, first, emulator } = await show(3)
    const { id, isFavorited } = first()
    const favorites = now().facets?.favorites
    emulator.set({ faults: [{ route: 'favorite', status: 500 }] })
    let rejected: unknown
    act(
      () =>
        void now()
          .setFavorite(id, !isFavorited)
          .catch((error: unknown) => (rejected = error)),
    )
    expect(first().isFavorited).toBe(!isFavorited)
    await waitFor(() => expect(rejected).toBeDefined())
    expect(isModelRunnerError(rejected) && rejected.kind).toBe('server')
    expect(first().isFavorited).toBe(isFavorited)
    expect(now().facets?.favorites).toBe(favorites)
    expect(now().error).toBe(rejected)
    emulator.set({ faults: [] })
    await act(() => now().setFavorite(id, !isFavorited))
    expect(now().error).toBeUndefined()
  })

  it('keeps the last change when two are made at once', async () => {
    const { now, first, emulator } = await show(3)
    const { id } = first()
    emulator.set({ faults: [{ route: 'favorite', delayMs: 30, times: 1 }] })
    await act(() => Promise.all([now().setFavorite(id, true), now().setFavorite(id, false)]))
    expect(first().isFavorited).toBe(false)
    expect(emulator.files()[0]?.isFavorited).toBe(false)
  })

  it('takes a removed file out at once, with its counts, and puts it back where removing fails', async () => {
    const { now, first, emulator } = await show(5)
    const file = first()
    emulator.set({ faults: [{ route: 'file-delete', status: 503, times: 1 }] })
    let failing = Promise.resolve()
    act(() => {
      failing = now().remove(file.id)
      failing.catch(() => {})
    })
    expect(now().total).toBe(4)
    expect(now().facets?.all).toBe(4)
    await act(() => failing.catch(() => {}))
    await expect(failing).rejects.toThrow()
    expect(first()).toEqual(file)
    expect(now().total).toBe(5)
    await act(() => now().remove(file.id))
    expect(now().files).toHaveLength(4)
    await waitFor(() => expect(now().facets?.all).toBe(4))
    expect(emulator.files()).toHaveLength(4)
  })

  it('counts a file that was deleted elsewhere as removed', async () => {
    const { now, first, emulator } = await show(2)
    emulator.set({ faults: [{ route: 'file-delete', status: 404 }] })
    await act(() => now().remove(first().id))
    expect(now().files).toHaveLength(1)
  })

  it('adds and removes tags', async () => {
    const { now, first } = await show(2)
    const { id } = first()
    let done: Promise<void> | undefined
    act(() => void (done = now().addTag(id, ' holiday ')))
    expect(first().tags.map(({ name }) => name)).toEqual(['holiday'])
    await act(async () => done)
    // The render follows the answer by a tick of TanStack Query's.
    await waitFor(() => expect(first().tags[0]?.id).not.toContain('pending'))
    const tag = first().tags[0] ?? expect.fail('there is a tag')
    await act(() => now().removeTag(id, tag.id))
    expect(first().tags).toEqual([])
    await expect(act(() => now().addTag(id, '  '))).rejects.toMatchObject({ kind: 'validation' })
  })

  it('removes a tag that is still being made', async () => {
    const { now, first, emulator } = await show(2)
    const { id } = first()
    let done: Promise<unknown> | undefined
    act(() => void (done = now().addTag(id, 'holiday')))
    const tag = first().tags[0] ?? expect.fail('it is shown at once')
    act(() => void (done = Promise.all([done, now().removeTag(id, tag.id)])))
    expect(first().tags).toEqual([])
    await act(async () => done)
    await waitFor(() => expect(first().tags).toEqual([]))
    expect(emulator.files().find((file) => file.id === id)?.tags).toEqual([])
    expect(now().error).toBeUndefined()
  })

  it('forgets a tag that could not be made, also where it was removed meanwhile', async () => {
    const { now, first, emulator } = await show(2)
    emulator.set({ faults: [{ route: 'file-tags', status: 403 }] })
    const { id } = first()
    let made: Promise<unknown> | undefined
    act(
      () =>
        void (made = now()
          .addTag(id, 'holiday')
          .catch((error: unknown) => error)),
    )
    const tag = first().tags[0] ?? expect.fail('it is shown at once')
    await act(() => now().removeTag(id, tag.id))
    expect(await made).toMatchObject({ kind: 'forbidden' })
    await waitFor(() => expect(first().tags).toEqual([]))
  })

  it('drops a file from the favourites when it is one no longer', async () => {
    const { now, first } = await show(40, { favoritesOnly: true })
    const { length } = now().files
    expect(length).toBeGreaterThan(0)
    const { id } = first()
    await act(() => now().setFavorite(id, false))
    expect(now().files.map((file) => file.id)).not.toContain(id)
    expect(now().total).toBe(length - 1)
  })

  it('keeps its functions between renders', async () => {
    const { now, rerender } = await show(2)
    const { remove, setFavorite, addTag, removeTag, fetchNextPage, refetch } = now()
    rerender()
    expect(now()).toMatchObject({ remove, setFavorite, addTag, removeTag, fetchNextPage, refetch })
  })

  it('says why the list cannot be read', async () => {
    const { emulator, wrapper } = openPlatform()
    emulator.set({ faults: [{ route: 'files', status: 403 }] })
    const { result } = renderHook(() => useFiles(), { wrapper })
    await waitFor(() => expect(result.current.error?.kind).toBe('forbidden'))
    expect(result.current.isPending).toBe(false)
  })
})
