// @vitest-environment node
import { afterEach, expect, it, vi } from 'vitest'
import { createClient } from '../create-client.js'
import { isModelRunnerError } from './model-runner-error.js'

afterEach(() => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})

/** A client whose app answers its proxy's route with a page. */
function openWithout(status: number) {
  const answer = () => new Response('<!doctype html><title>Not found</title>', { status })
  return createClient({
    proxyUrl: '/api/modelrunner/proxy',
    fetch: () => Promise.resolve(answer()),
    storage: null,
    retry: { attempts: 1 },
  })
}
const read = (status: number) =>
  openWithout(status)
    .transport.call({ host: 'rest', path: '/models' })
    .then(String, (error: unknown) => (isModelRunnerError(error) ? error.kind : error))

it('is printed once per cause, with what to do and a page that exists', async () => {
  const print = vi.spyOn(console, 'error').mockImplementation(() => {})
  vi.stubEnv('NODE_ENV', 'development')
  expect(await read(404)).toBe('proxy')
  expect(await read(404)).toBe('proxy')
  expect(print.mock.calls).toEqual([
    [
      expect.stringMatching(
        /mount the handler there[^]*https:\/\/cdn\.jsdelivr\.net\/npm\/modelrunner-react\/docs\/errors\/proxy\.md$/,
      ),
    ],
  ])
  // A sign-in page in its place.
  expect(await read(403)).toBe('proxy')
  expect(print).toHaveBeenCalledTimes(2)
})

it('is not printed in production', async () => {
  const print = vi.spyOn(console, 'error').mockImplementation(() => {})
  vi.stubEnv('NODE_ENV', 'production')
  expect(await read(403)).toBe('proxy')
  expect(print).not.toHaveBeenCalled()
})
