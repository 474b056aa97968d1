// @vitest-environment node
import { beforeEach, describe, expect, test } from 'vitest'
import { createApi, type Api } from '../testing/api.js'

let api: Api
beforeEach(() => {
  api = createApi()
})
const items = async (query: string): Promise<Record<string, unknown>[]> =>
  (await api.rest('GET', `/files${query}`)).body['items'] as Record<string, unknown>[]

describe('the library', () => {
  test('holds outputs, and inputs from elsewhere, with the requests they belong to', async () => {
    const id = await api.submit('bytedance/sdxl-lightning-4step', {
      prompt: 'x',
      style: 'https://example.com/a.png',
    })
    await api.clock.advance(5000)
    const [output] = await items('?sources=output')
    const [input] = await items('?sources[]=input')
    expect(output).toMatchObject({
      source: 'request_output',
      mimeType: 'image/png',
      isFavorited: false,
      tags: [],
    })
    expect(input).toMatchObject({ source: 'external', url: 'https://example.com/a.png' })
    expect((await api.rest('GET', `/files/${String(output?.['id'])}`)).body['requests']).toEqual([
      { requestId: id, role: 'output', position: 0, createdAt: expect.any(String) },
    ])
    const byUrl = `/files/by-url?url=${encodeURIComponent('https://example.com/a.png')}`
    expect((await api.rest('GET', byUrl)).body).toMatchObject({
      id: input?.['id'],
      requests: [{ role: 'input' }],
    })
    expect(await items(`?requestId=${id}&role=output`)).toHaveLength(1)
    expect((await api.rest('GET', '/files/facets')).body).toEqual({
      all: 2,
      favorites: 0,
      uploads: 0,
      outputs: 1,
      inputs: 1,
    })
  })

  test('a deleted file leaves the library, its URL keeps resolving', async () => {
    const [file] = api.emulator.seedFiles(1)
    expect((await api.rest('DELETE', `/files/${file?.id ?? ''}`)).status).toBe(204)
    expect(await items('')).toEqual([])
    expect((await api.rest('DELETE', `/files/${file?.id ?? ''}`)).status).toBe(404)
    expect((await api.call('GET', file?.url ?? '')).status).toBe(200)
  })

  test('twenty thousand files are seeded, paged and counted', async () => {
    api.emulator.seedFiles(20_000)
    const { body } = await api.rest('GET', '/files?limit=100&page=200')
    expect(body['pagination']).toEqual({ page: 200, limit: 100, total: 20_000, totalPages: 200 })
    const newest = await items('?limit=1')
    const oldest = await items('?limit=1&order=oldest')
    expect(String(newest[0]?.['createdAt']) > String(oldest[0]?.['createdAt'])).toBe(true)
    const { body: facets } = await api.rest('GET', '/files/facets?mimeTypePrefix=video/')
    expect((await items('?mimeTypePrefix=video/&limit=1')).length).toBe(1)
    expect(Number(facets['all'])).toBeLessThan(20_000)
  })

  test('favorites are set and removed as often as one likes', async () => {
    const [file] = api.emulator.seedFiles(1)
    for (const [method, isFavorited] of [
      ['POST', true],
      ['POST', true],
      ['DELETE', false],
      ['DELETE', false],
    ] as const) {
      expect((await api.rest(method, `/files/${file?.id ?? ''}/favorite`)).status).toBe(204)
      expect(await items('?favoritesOnly=true')).toHaveLength(isFavorited ? 1 : 0)
    }
  })

  test.each(['?sources=mine', '?order=best', '?tagRule=none', '?role=star', '?limit=101'])(
    '%s is refused',
    async (query) => {
      expect((await api.rest('GET', `/files${query}`)).status).toBe(400)
    },
  )
})

test('tags: created by name, added to files, counted, filtered by any or all, removed', async () => {
  const [one, two] = api.emulator.seedFiles(2)
  const put = (file: typeof one, body: unknown): ReturnType<Api['rest']> =>
    api.rest('POST', `/files/${file?.id ?? ''}/tags`, body)
  const { status, body: fox } = await put(one, { name: ' fox ' })
  expect([status, fox['name']]).toEqual([201, 'fox'])
  await put(two, { tagId: fox['id'] })
  const { body: den } = await put(two, { name: 'den' })
  expect((await put(one, { tagId: 'nothing' })).status).toBe(404)
  expect((await put(one, { name: '' })).status).toBe(400)
  expect((await api.rest('GET', '/tags')).body['items']).toMatchObject([
    { name: 'fox', count: 2 },
    { name: 'den', count: 1 },
  ])
  const both = `?tagIds=${String(fox['id'])}&tagIds=${String(den['id'])}`
  expect(await items(both)).toHaveLength(2)
  expect(await items(`${both}&tagRule=all`)).toMatchObject([
    { id: two?.id, tags: [{ name: 'fox' }, { name: 'den' }] },
  ])
  expect((await api.rest('DELETE', `/files/${two?.id ?? ''}/tags/${String(den['id'])}`)).status).toBe(204)
  expect((await api.rest('DELETE', `/tags/${String(fox['id'])}`)).status).toBe(204)
  expect((await api.rest('GET', '/tags')).body['items']).toMatchObject([{ name: 'den', count: 0 }])
  expect((await api.rest('POST', '/tags', { name: 'new' })).status).toBe(201)
})

describe('the media host', () => {
  test.each([
    ['bytes=0-3', 206, 4],
    ['bytes=-5', 206, 5],
    ['bytes=10-', 206, undefined],
    ['bytes=99999999-', 416, 0],
    ['lines=1-2', 200, undefined],
  ])('answers %s with %i', async (range, status, length) => {
    const [file] = api.emulator.seedFiles(1)
    const response = await api.emulator.fetch(new Request(file?.url ?? '', { headers: { range } }))
    const bytes = await response.arrayBuffer()
    expect(response.status).toBe(status)
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect(response.headers.has('content-range')).toBe(status !== 200)
    if (length !== undefined) expect(bytes.byteLength).toBe(length)
  })
})
