// @vitest-environment node
import { beforeEach, describe, expect, test } from 'vitest'
import { createApi, type Api } from '../testing/api.js'

let api: Api
beforeEach(() => {
  api = createApi()
})
const ids = async (query: string): Promise<unknown[]> =>
  ((await api.rest('GET', `/models${query}`)).body['data'] as { id: string }[]).map(({ id }) => id)

describe('the catalog', () => {
  test('lists at least ten models of every pricing mode', async () => {
    const { body } = await api.rest('GET', '/models?limit=100')
    const models = body['data'] as Record<string, unknown>[]
    expect(models.length).toBeGreaterThanOrEqual(10)
    expect(new Set(models.map((model) => model['pricingMode']))).toEqual(
      new Set([
        'per_output',
        'per_output_second',
        'per_megapixel',
        'per_second',
        'resolution_tiered',
        'megapixel_tiered',
        'per_token',
      ]),
    )
    expect((await api.call('GET', String(models[0]?.['thumbnailUrl']))).status).toBe(200)
  })

  test.each([
    ['?search=lightning', ['bytedance/sdxl-lightning-4step', 'acme/brand-image']],
    ['?owner=meta', ['meta/musicgen', 'meta/llama-4-instruct']],
    ['?category=text-to-3d', ['tencent/hunyuan3d-2']],
    ['?outputModality=video', ['bytedance/seedance-v2.5/text-to-video', 'kling/image-to-video']],
    ['?inputModality=json', ['community/mystery-box']],
    ['?capability[]=text-to-image&capability[]=fast', ['bytedance/sdxl-lightning-4step']],
    ['?search=nothing-like-this', []],
  ])('%s', async (query, expected) => {
    expect(await ids(query)).toEqual(expected)
  })

  test('facets, featured and search', async () => {
    const { body } = await api.rest('GET', '/models/facets')
    expect(body['categories']).toContainEqual({ value: 'text-to-video', count: 1 })
    const featured = (await api.rest('GET', '/models/featured')).body['data'] as { featured: boolean }[]
    expect(featured.length).toBeGreaterThan(1)
    const found = (await api.rest('GET', '/search?q=speech&limit=1')).body['data'] as { id: string }[]
    expect(found.map(({ id }) => id)).toEqual(['minimax/speech-hd'])
  })

  test('one model, and its OpenAPI document', async () => {
    const path = '/models/bytedance/seedance-v2.5/text-to-video'
    expect((await api.rest('GET', path)).body).toMatchObject({
      id: 'bytedance/seedance-v2.5/text-to-video',
      ownerName: 'bytedance',
      alias: 'seedance-v2.5/text-to-video',
    })
    const { body } = await api.rest('GET', `${path}/openapi.json`)
    expect(body).toMatchObject({
      components: { schemas: { Input: { required: ['prompt'] }, Output: { format: 'uri' } } },
    })
    expect((await api.rest('GET', '/models/no/such')).status).toBe(404)
  })

  test('the defaults of every published schema fit it, but for what is required', async () => {
    for (const id of await ids('?limit=100')) {
      const { status, body } = await api.rest('GET', `/models/${String(id)}/openapi.json`)
      if (status === 404) continue
      const { components } = body as {
        components: { schemas: { Input: { properties: Record<string, { default?: unknown }> } } }
      }
      const properties = Object.entries(components.schemas.Input.properties)
      const defaults = properties.filter(([, property]) => property.default !== undefined)
      const input = Object.fromEntries(defaults.map(([name, property]) => [name, property.default]))
      const { body: answer } = await api.queue('POST', `/${String(id)}`, input)
      const issues = Array.isArray(answer['error']) ? (answer['error'] as { message: string }[]) : []
      expect(issues.filter(({ message }) => message !== 'Required')).toEqual([])
    }
  })
})

describe('prices and billing', () => {
  test('prices of several endpoints, and those that do not exist', async () => {
    const { body } = await api.rest('GET', '/models/pricing?endpoint=meta/musicgen&endpoint=no/such')
    expect(body).toMatchObject({
      version: 1,
      prices: [
        { endpoint: 'meta/musicgen', rateCard: { pricePerOutputSecond: '0.00200000' }, currency: 'USD' },
      ],
      notFound: ['no/such'],
    })
  })

  test('none, or more than fifty, is refused', async () => {
    const many = Array.from({ length: 51 }, (_, index) => `endpoint=a/b${index}`).join('&')
    expect((await api.rest('GET', '/models/pricing')).status).toBe(400)
    expect((await api.rest('GET', `/models/pricing?${many}`)).status).toBe(400)
  })

  test('resolution and duration make the price', async () => {
    await api.submit('bytedance/seedance-v2.5/text-to-video', { prompt: 'x', duration: 3 })
    await api.submit('kling/image-to-video', { prompt: 'x', image: 'a', resolution: '1080p' })
    await api.clock.advance(10_000)
    expect(api.emulator.requests().map((item) => item.totalPrice)).toEqual(['0.15000000', '0.45000000'])
    expect((await api.rest('GET', '/billing/balance')).body).toEqual({
      balance: '99.40000000',
      currency: 'USD',
    })
    expect((await api.rest('GET', '/billing/usage-summary?days=7')).body).toMatchObject({
      totalSpent: '0.60000000',
      requestCount: 2,
      successRate: 1,
      topModels: [
        { endpoint: 'kling/image-to-video' },
        { endpoint: 'bytedance/seedance-v2.5/text-to-video' },
      ],
    })
  })
})
