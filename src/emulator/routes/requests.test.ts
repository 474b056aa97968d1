// @vitest-environment node
import { beforeEach, describe, expect, test } from 'vitest'
import { createApi, type Api } from '../testing/api.js'

let api: Api
beforeEach(() => {
  api = createApi()
})

describe('submit', () => {
  test('answers 201 with the envelope', async () => {
    const { status, body, headers } = await api.queue('POST', '/bytedance/seedance-v2.5/text-to-video', {
      prompt: 'x',
    })
    const base = `${api.emulator.hosts.queue}/bytedance/seedance-v2.5/text-to-video/requests/${String(body['request_id'])}`
    expect(status).toBe(201)
    expect(body).toMatchObject({
      status: 'IN_QUEUE',
      request_id: expect.stringMatching(/^[\w-]{21}$/),
      response_url: base,
      status_url: `${base}/status`,
      cancel_url: `${base}/cancel`,
      queue_position: 0,
    })
    expect(headers.get('x-modelrunner-request-id')).toBeTruthy()
  })

  test('keeps the reserved keys from the model, and forwards fields it does not know', async () => {
    const id = await api.submit('test/echo', {
      a: 1,
      metadata: { user: '7' },
      public: true,
      webhook: 'https://x.y/z',
    })
    await api.clock.advance(1000)
    expect((await api.queue('GET', `/requests/${id}`)).body).toMatchObject({
      input: { a: 1 },
      output: { a: 1 },
      metadata: { user: '7' },
      public: true,
    })
  })

  const SDXL = '/bytedance/sdxl-lightning-4step'
  const many = Object.fromEntries(Array.from({ length: 17 }, (_, index) => [`k${index}`, 'v']))
  test.each([
    [SDXL, {}, ['prompt'], 'invalid_type'],
    [SDXL, { prompt: 'x', width: 'wide' }, ['width'], 'invalid_type'],
    [SDXL, { prompt: 'x', width: 10 }, ['width'], 'too_small'],
    [SDXL, { prompt: 'x', width: 300.5 }, ['width'], 'invalid_type'],
    [SDXL, { prompt: 'x', scheduler: 'NONE' }, ['scheduler'], 'invalid_enum_value'],
    ['/black-forest-labs/flux-schnell', { prompt: 'x', image_size: 'huge' }, ['image_size'], 'invalid_union'],
    [
      '/black-forest-labs/flux-schnell',
      { prompt: 'x', image_size: { width: 64 } },
      ['image_size', 'height'],
      'invalid_type',
    ],
    ['/recraft/restyle', { prompt: 'x', image: 'no url' }, ['image'], 'invalid_string'],
    [
      '/kling/image-to-video',
      { prompt: 'x', image: 'a', reference_images: [] },
      ['reference_images'],
      'too_small',
    ],
    [
      '/kling/image-to-video',
      { prompt: 'x', image: 'a', reference_images: ['a', 2] },
      ['reference_images', 1],
      'invalid_type',
    ],
    ['/test/echo', { metadata: [] }, ['metadata'], 'invalid_type'],
    ['/test/echo', { metadata: { a: 1 } }, ['metadata', 'a'], 'invalid_type'],
    ['/test/echo', { metadata: many }, ['metadata'], 'too_big'],
    ['/test/echo', { metadata: { a: 'x'.repeat(513) } }, ['metadata', 'a'], 'too_big'],
    ['/test/echo', { webhook: 'http://x.y' }, ['webhook'], 'invalid_string'],
    ['/test/echo', { webhook_events_filter: ['completed'] }, ['webhook_events_filter'], 'custom'],
    ['/test/echo', { public: 'yes' }, ['public'], 'invalid_type'],
  ])('%s with %j is refused with an issue at %j', async (path, input, at, code) => {
    const { status, body } = await api.queue('POST', path, input)
    expect(status).toBe(400)
    expect(body['error']).toEqual([expect.objectContaining({ path: at, code, message: expect.any(String) })])
    expect(api.emulator.requests()).toEqual([])
  })

  test.each([
    ['/only-owner', '{}', 400],
    ['/a/..%2Fb', '{}', 400],
    ['/a/b%20c', '{}', 400],
    ['/no/such-model', '{}', 404],
    ['/test/echo', '{"a":', 400],
    ['/test/echo', '[1]', 400],
    ['/test/echo', 'x'.repeat(10 * 1024 * 1024 + 1), 413],
  ])('POST %s is answered with %#', async (path, body, status) => {
    const answer = await api.queue('POST', path, body)
    expect(answer.status).toBe(status)
    expect(answer.body).toMatchObject({
      error: expect.any(String),
      statusCode: status,
      request_id: expect.any(String),
    })
  })

  test.each([
    ['x-modelrunner-object-lifecycle-preference', '{"expiration_duration_seconds":59}'],
    ['x-modelrunner-object-lifecycle-preference', 'soon'],
    ['x-modelrunner-store-io', '2'],
    ['x-modelrunner-queue-priority', 'high'],
  ])('the header %s: %s is refused', async (name, value) => {
    expect((await api.queue('POST', '/test/echo', {}, { [name]: value })).status).toBe(400)
  })

  test('takes a low priority and a hint', async () => {
    const headers = {
      'x-modelrunner-queue-priority': 'low',
      'x-modelrunner-hint': 'a',
      'x-modelrunner-runner-hint': 'a',
    }
    expect((await api.queue('POST', '/test/echo', {}, headers)).status).toBe(201)
  })
})

describe('the key', () => {
  test.each(['', 'Bearer test', 'Key', 'Key other'])('"%s" is refused', async (authorization) => {
    api.emulator.set({ keys: ['test'] })
    const { status, body } = await api.queue('GET', '/requests', undefined, { authorization })
    expect([status, body['statusCode']]).toEqual([401, 401])
  })
})

describe('status and result', () => {
  test('logs come when they are asked for; output never stands in the status', async () => {
    const id = await api.submit('bytedance/sdxl-lightning-4step', { prompt: 'x' })
    await api.clock.advance(5000)
    const path = `/bytedance/sdxl-lightning-4step/requests/${id}`
    expect((await api.queue('GET', `${path}/status`)).body).toMatchObject({
      logs: null,
      metrics: { inference_time: 1.2 },
    })
    const { body } = await api.queue('GET', `${path}/status?logs=1`)
    expect(body['logs']).toContainEqual(expect.objectContaining({ message: 'step 2/4', level: 'INFO' }))
    expect(body['output']).toBeUndefined()
    expect((await api.queue('GET', path)).body).toMatchObject({
      id,
      status: 'COMPLETED',
      output: [expect.any(String)],
    })
  })

  test.each([409, 400] as const)('the result of what runs is %i', async (unfinishedStatus) => {
    api.emulator.set({ unfinishedStatus })
    const id = await api.submit('test/slow')
    expect((await api.queue('GET', `/test/slow/requests/${id}`)).status).toBe(unfinishedStatus)
  })

  test.each([
    ['/requests/not-there-but-well-formed', 404],
    ['/requests/bad%20id', 400],
    ['/test/echo/requests/unknown', 404],
  ])('GET %s is %i', async (path, status) => {
    expect((await api.queue('GET', path)).status).toBe(status)
  })

  test('a request is not found under the endpoint of another', async () => {
    const id = await api.submit('test/echo')
    expect((await api.queue('GET', `/test/slow/requests/${id}/status`)).status).toBe(404)
  })
})

describe('the list', () => {
  const ids = async (query: string): Promise<unknown[]> =>
    ((await api.queue('GET', `/requests${query}`)).body['data'] as { id: string }[]).map(({ id }) => id)

  test('is newest first, in pages, narrowed by endpoint, state and metadata', async () => {
    const one = await api.submit('test/echo', { metadata: { a: '1', b: '2' } })
    const two = await api.submit('test/cancellable', { metadata: { a: '1' } })
    await api.clock.advance(1000)
    const three = await api.submit('test/echo')
    expect(await ids('')).toEqual([three, two, one])
    expect(await ids('?limit=2&page=2')).toEqual([one])
    expect(await ids('?modelEndpoint=test/echo')).toEqual([three, one])
    expect(await ids('?deploymentId=dep_cancellable')).toEqual([two])
    expect(await ids('?status=COMPLETED')).toEqual([one])
    expect(await ids(`?metadata=${encodeURIComponent('{"a":"1"}')}`)).toEqual([two, one])
    expect(await ids(`?metadata=${encodeURIComponent('{"a":"1","b":"2"}')}`)).toEqual([one])
    expect((await api.queue('GET', '/requests?limit=2')).body).toMatchObject({
      page: 1,
      limit: 2,
      total: 3,
      totalPages: 2,
    })
  })

  test.each(['?limit=101', '?limit=0', '?page=x', '?metadata=x', '?metadata=[1]'])(
    '%s is refused',
    async (query) => {
      expect((await api.queue('GET', `/requests${query}`)).status).toBe(400)
    },
  )
})

describe('payloads and visibility', () => {
  test('payloads of a finished request can be deleted, its outputs with them', async () => {
    const id = await api.submit('bytedance/sdxl-lightning-4step', { prompt: 'x' })
    expect((await api.queue('DELETE', `/requests/${id}/payloads`)).status).toBe(409)
    await api.clock.advance(5000)
    await api.queue('PATCH', `/requests/${id}/visibility`, { public: true })
    expect((await api.queue('DELETE', `/requests/${id}/payloads`)).status).toBe(409)
    await api.queue('PATCH', `/requests/${id}/visibility`, { public: false })
    const [url] = (await api.queue('GET', `/requests/${id}`)).body['output'] as string[]
    expect((await api.queue('DELETE', `/requests/${id}/payloads`)).body).toEqual({
      request_id: id,
      payloads_deleted: true,
      cdn_delete_results: [{ url, deleted: true }],
    })
    expect((await api.queue('GET', `/requests/${id}`)).body).toMatchObject({
      input: {},
      output: {},
      payloadsPurgedAt: expect.any(String),
      billingStatus: 'charged',
    })
    expect((await api.call('GET', url ?? '')).status).toBe(404)
  })

  test('visibility wants a boolean', async () => {
    const id = await api.submit('test/echo')
    expect((await api.queue('PATCH', `/requests/${id}/visibility`, { public: 1 })).status).toBe(400)
  })
})

test("the platform's own hosts lead to the emulator, and stand in its answers", async () => {
  const { body } = await api.call('POST', 'https://queue.modelrunner.run/bytedance/sdxl-lightning-4step', {
    prompt: 'x',
  })
  expect(body['response_url']).toMatch(/^https:\/\/queue\.modelrunner\.run\/bytedance/)
  await api.clock.advance(5000)
  const item = await api.call('GET', `https://queue.modelrunner.run/requests/${String(body['request_id'])}`)
  const [url = ''] = item.body['output'] as string[]
  expect(url).toMatch(/^https:\/\/media\.modelrunner\.ai\/outputs\//)
  expect((await api.call('GET', url)).status).toBe(200)
  expect((await api.call('GET', 'https://modelrunner.run/billing/balance')).body['currency']).toBe('USD')
  expect((await api.call('GET', 'https://api.modelrunner.run/nothing')).status).toBe(404)
})
