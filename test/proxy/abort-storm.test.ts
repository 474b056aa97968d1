// @vitest-environment node
import { expect, it, vi } from 'vitest'
import { createProxyHandler } from '../../src/proxy/create-proxy-handler.js'

/** Calls of one user that the proxy has under way at a time. */
const MAX_UNDER_WAY = 32

/** A platform that answers nothing, and counts whom it keeps waiting. */
function silentPlatform() {
  const counts = { started: 0, underWay: 0 }
  const handler = createProxyHandler({
    apiKey: 'mr_test_key_0123456789',
    authorize: () => ({ userId: 'eve' }),
    fetch: async (_, init) => {
      counts.started += 1
      counts.underWay += 1
      return new Promise((_resolve, reject) => {
        init?.signal?.addEventListener('abort', () => {
          counts.underWay -= 1
          reject(init.signal?.reason as Error)
        })
      })
    },
  })
  const call = (url: string, signal: AbortSignal) =>
    handler(new Request('http://app.test/proxy', { headers: { 'x-modelrunner-target-url': url }, signal }))
  return { counts, call }
}

it.each([
  'https://queue.modelrunner.run/requests',
  'https://queue.modelrunner.run/requests/run-{n}',
  'https://queue.modelrunner.run/owner/alias/requests/run-{n}',
  'https://queue.modelrunner.run/owner/alias/requests/run-{n}/status',
  'https://api.modelrunner.run/files?requestId=run-{n}',
  'https://api.modelrunner.run/files/file-{n}',
  'https://api.modelrunner.run/files/by-url?url=https://media.modelrunner.ai/{n}.png',
  'https://api.modelrunner.run/tags',
  'https://api.modelrunner.run/models?page={n}',
])('callers who leave at once end their calls, start no others, and free their places: %s', async (url) => {
  const { counts, call } = silentPlatform()
  const storm = async () => {
    const leaving = new AbortController()
    const calls = Array.from({ length: 200 }, (_, index) =>
      call(url.replace('{n}', String(index)), leaving.signal),
    )
    await vi.waitFor(() => expect(counts.underWay).toBe(MAX_UNDER_WAY))
    leaving.abort()
    return new Set((await Promise.all(calls)).map(({ status }) => status))
  }
  expect(await storm()).toEqual(new Set([499]))
  expect(counts).toEqual({ started: MAX_UNDER_WAY, underWay: 0 })
  expect(await storm()).toEqual(new Set([499]))
  expect(counts).toEqual({ started: 2 * MAX_UNDER_WAY, underWay: 0 })
})

it('of a library that is read for many callers, only the shared reading is ended', async () => {
  const { counts, call } = silentPlatform()
  const leaving = new AbortController()
  const calls = Array.from({ length: 200 }, () => call('https://api.modelrunner.run/files', leaving.signal))
  await vi.waitFor(() => expect(counts.underWay).toBeGreaterThan(0))
  const { started } = counts
  expect(started).toBeLessThanOrEqual(4)
  leaving.abort()
  await Promise.all(calls)
  expect(counts).toEqual({ started, underWay: 0 })
})
