// @vitest-environment node
import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { describe, expect, it, onTestFinished } from 'vitest'
import { settle } from '../../../test/support/fake-clock.js'
import { refetch } from './refetch.js'

const queryKey = ['balance']

/** A balance that is shown, whose every answer the test gives. */
async function open() {
  const queryClient = new QueryClient()
  const reads: { answer(value: string): void; fail(): void }[] = []
  const observer = new QueryObserver(queryClient, {
    queryKey,
    retry: false,
    queryFn: () =>
      new Promise<string>((resolve, reject) => {
        reads.push({ answer: resolve, fail: () => reject(new Error('down')) })
      }),
  })
  onTestFinished(observer.subscribe(() => {}))
  onTestFinished(() => queryClient.clear())
  await settle(1)
  return { queryClient, reads, shown: () => queryClient.getQueryData(queryKey) }
}

describe('reading again', () => {
  it('waits for an answer that is on its way, which may be older, and then reads once more', async () => {
    const { queryClient, reads, shown } = await open()
    const all = [refetch(queryClient, queryKey), refetch(queryClient, queryKey)]
    await settle(1)
    expect(reads).toHaveLength(1)
    reads[0]?.answer('before the run was paid')
    await settle(1)
    expect(reads).toHaveLength(2)
    reads[1]?.answer('after')
    await Promise.all(all)
    expect([shown(), reads.length]).toEqual(['after', 2])
  })

  it('reads once more, too, where that answer fails', async () => {
    const { queryClient, reads, shown } = await open()
    const read = refetch(queryClient, queryKey)
    reads[0]?.fail()
    await settle(1)
    reads[1]?.answer('after')
    await read
    expect(shown()).toBe('after')
  })

  it('is over also where the last answer fails', async () => {
    const { queryClient, reads } = await open()
    reads[0]?.answer('first')
    await settle(1)
    const read = refetch(queryClient, queryKey)
    await settle(1)
    reads[1]?.fail()
    await read
    expect(queryClient.getQueryState(queryKey)?.status).toBe('error')
  })

  it('only invalidates what nobody shows', async () => {
    const queryClient = new QueryClient()
    queryClient.setQueryData(queryKey, 'kept')
    await refetch(queryClient, ['balance'])
    expect(queryClient.getQueryState(queryKey)).toMatchObject({ data: 'kept', isInvalidated: true })
    queryClient.clear()
  })
})
