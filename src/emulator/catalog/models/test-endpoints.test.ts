// @vitest-environment node
import { beforeEach, describe, expect, test } from 'vitest'
import { createApi } from '../../testing/api.js'
import type { Api } from '../../testing/api.js'

let api: Api
beforeEach(() => {
  api = createApi()
})

test.each([
  ['insufficient-balance', 402],
  ['rate-limited', 429],
  ['validation', 400],
  ['unauthorized', 401],
  ['not-found', 404],
  ['server-error', 500],
])('test/%s is refused with %i and queues nothing', async (name, status) => {
  const answer = await api.queue('POST', `/test/${name}`, {})
  expect(answer.status).toBe(status)
  expect(answer.body).toMatchObject({
    error: expect.anything(),
    statusCode: status,
    request_id: expect.any(String),
  })
  expect(answer.headers.has('retry-after')).toBe(false)
  expect(api.emulator.requests()).toEqual([])
})

test('test/rate-limited carries Retry-After when it is set', async () => {
  api.emulator.set({ retryAfter: '2' })
  expect((await api.queue('POST', '/test/rate-limited', {})).headers.get('retry-after')).toBe('2')
})

test('test/validation names fields of every depth', async () => {
  const { body } = await api.queue('POST', '/test/validation', {})
  expect((body['error'] as { path: unknown }[]).map(({ path }) => path)).toEqual([
    ['prompt'],
    ['image_size', 'width'],
    ['images', 1],
  ])
})

describe('what a run that was accepted comes to, on each surface', () => {
  const ends: [string, number, Record<string, unknown>, number, number, Record<string, unknown>][] = [
    ['echo', 1000, { status: 'COMPLETED', billingStatus: 'charged' }, 200, 200, { output: { n: 1 } }],
    [
      'provider-failure',
      1000,
      { status: 'COMPLETED', billingStatus: 'failed', error: expect.stringContaining('provider') },
      200,
      422,
      { error: expect.stringContaining('provider'), statusCode: 422 },
    ],
    [
      'invalid-output',
      1000,
      { status: 'COMPLETED', billingStatus: 'failed' },
      200,
      422,
      { details: { code: 'INVALID_OUTPUT', validationErrors: [{ instancePath: '/output/0/url' }] } },
    ],
    [
      'force-failed',
      1000,
      { status: 'FAILED', billingStatus: 'failed', error: expect.any(String) },
      400,
      422,
      { error: expect.any(String) },
    ],
    ['slow', 29_000, { status: 'IN_PROGRESS' }, 200, 409, {}],
    ['slow', 31_000, { status: 'COMPLETED', billingStatus: 'charged' }, 200, 200, { output: { n: 1 } }],
    ['stuck', 60_000, { status: 'IN_PROGRESS' }, 200, 409, {}],
    ['instant', 0, { status: 'COMPLETED', billingStatus: 'charged' }, 200, 200, { output: { n: 1 } }],
    ['cancellable', 31_000, { status: 'COMPLETED', targetKind: 'deployment' }, 200, 200, {}],
    ['empty-output', 1000, { status: 'COMPLETED', billingStatus: 'failed' }, 200, 200, { output: [] }],
    [
      'partial',
      1000,
      { status: 'COMPLETED', billingStatus: 'partial' },
      200,
      200,
      { output: ['first', 'second'] },
    ],
    ['billing-pending', 1000, { status: 'COMPLETED', billingStatus: 'pending' }, 200, 200, {}],
    ['billing-pending', 3000, { status: 'COMPLETED', billingStatus: 'charged' }, 200, 200, {}],
  ]
  test.each(ends)('test/%s after %i ms', async (name, ms, item, statusCode, resultCode, result) => {
    const id = await api.submit(`test/${name}`, { n: 1 })
    await api.clock.advance(ms)
    expect((await api.queue('GET', `/requests/${id}`)).body).toMatchObject(item)
    const status = await api.queue('GET', `/test/${name}/requests/${id}/status`)
    expect([status.status, status.body['status']]).toEqual([statusCode, item['status']])
    const answer = await api.queue('GET', `/test/${name}/requests/${id}`)
    expect(answer.status).toBe(resultCode)
    expect(answer.body).toMatchObject(result)
  })
})

test('they are found by name and stand in no list', async () => {
  expect((await api.rest('GET', '/models/test/echo')).body).toMatchObject({
    id: 'test/echo',
    ownerName: 'test',
  })
  expect((await api.rest('GET', '/models?owner=test')).body['data']).toEqual([])
})
