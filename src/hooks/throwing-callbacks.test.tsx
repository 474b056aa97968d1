import { act, renderHook } from '@testing-library/react'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openPlatform } from '../../test/support/open-platform.js'
import { useSubmit } from './useSubmit.js'

const thrown: unknown[] = []
const keep = (reason: unknown) => void thrown.push(reason)
let others: NodeJS.UnhandledRejectionListener[] = []

beforeEach(() => {
  thrown.length = 0
  others = process.listeners('unhandledRejection')
  process.removeAllListeners('unhandledRejection').on('unhandledRejection', keep)
})
afterEach(() => {
  process.removeAllListeners('unhandledRejection')
  for (const other of others) process.on('unhandledRejection', other)
})

const BUG = new Error('A bug of the app.')
const broken = () => {
  throw BUG
}

it('does not take a submit for refused because the app’s callback threw', async () => {
  const { wrapper, emulator } = openPlatform({}, { live: 'off' })
  const { result } = renderHook(() => useSubmit('test/echo', { onSubmitted: broken }), { wrapper })
  await act(async () => {
    const submitted = await result.current.submitAsync({ text: 'hello' })
    expect(submitted.requestId).toBe(emulator.requests()[0]?.id)
  })
  expect(result.current.phase).toBe('submitted')
  expect(thrown).toEqual([BUG])
})

it.each(['hook', 'provider'] as const)(
  'rejects with its own error where the %s’s onError threw',
  async (at) => {
    const { wrapper } = openPlatform({}, { live: 'off', onError: at === 'provider' ? broken : undefined })
    const options = { onError: at === 'hook' ? broken : undefined }
    const { result } = renderHook(() => useSubmit('test/validation', options), { wrapper })
    await act(async () => {
      await expect(result.current.submitAsync({})).rejects.toMatchObject({ kind: 'validation' })
    })
    expect(result.current.error?.kind).toBe('validation')
    expect(thrown).toEqual([BUG])
  },
)
