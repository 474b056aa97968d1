// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { FileFacets, FileItem, FilePage, Tag } from '../../src/protocol/file-item.js'
import { createTown, type Visitor } from '../support/two-users.js'

let town: ReturnType<typeof createTown>
let ada: Visitor
let bob: Visitor

beforeEach(() => {
  town = createTown()
  ada = town.user('ada')
  bob = town.user('bob')
})
afterEach(() => town.emulator.dispose())

const list = async (who: Visitor, query = '') =>
  (await who.call<FilePage>('GET', 'rest', `/files${query}`)).json
const facets = async (who: Visitor) => (await who.call<FileFacets>('GET', 'rest', '/files/facets')).json
const tags = async (who: Visitor) => (await who.call<{ items: Tag[] }>('GET', 'rest', '/tags')).json.items
const byUrl = (who: Visitor, url: string) =>
  who.call<FileItem>('GET', 'rest', `/files/by-url?url=${encodeURIComponent(url)}`)
const isUpload = ({ source }: FileItem) => source === 'upload'

/** Ada's upload and her output; bob has one of each as well. */
async function settle() {
  const url = await ada.upload('holiday photo.png')
  await ada.run()
  await bob.upload('bobs.png')
  await bob.run()
  const { items } = await list(ada)
  const upload = items.find(isUpload)
  const output = items.find((file) => !isUpload(file))
  if (!upload || !output) throw new Error('Ada has no files.')
  return { url, upload, output }
}

describe('the file list', () => {
  it('holds one’s own uploads and outputs, newest first, and nobody else’s', async () => {
    const { url, upload } = await settle()
    expect(upload.url).toBe(url)
    town.emulator.seedFiles(150)
    const { items, pagination } = await list(ada)
    expect(items.map(({ source }) => source)).toEqual(['request_output', 'upload'])
    expect(pagination).toEqual({ page: 1, limit: 20, total: 2, totalPages: 1 })
    const bobs = await list(bob)
    expect(bobs.items.map(({ url: one }) => one)).not.toContain(url)
    expect(bobs.pagination.total).toBe(2)
  })

  it.each([
    ['?sources=upload', ['upload']],
    ['?sources[]=output', ['request_output']],
    ['?sources=upload&sources=output', ['request_output', 'upload']],
    ['?sources=external', []],
    ['?order=oldest', ['upload', 'request_output']],
    ['?q=HOLIDAY', ['upload']],
    ['?q=mru', []],
    ['?mimeTypePrefix=image/', ['request_output', 'upload']],
    ['?mimeTypePrefix=video/', []],
    ['?favoritesOnly=true', ['upload']],
    ['?limit=1', ['request_output']],
    ['?limit=1&page=2', ['upload']],
    ['?limit=1&page=3', []],
  ])('with %s holds %j', async (query, sources) => {
    const { upload } = await settle()
    expect((await ada.call('POST', 'rest', `/files/${upload.id}/favorite`)).status).toBe(204)
    expect((await list(ada, query)).items.map(({ source }) => source)).toEqual(sources)
  })

  it('of a request is there for its owner only', async () => {
    const { output } = await settle()
    const { json } = await byUrl(ada, output.url)
    const requestId = json.requests?.[0]?.requestId ?? ''
    expect((await list(ada, `?requestId=${requestId}`)).items.map(({ id }) => id)).toEqual([output.id])
    for (const id of [requestId, 'stream', '../tags', 'x']) {
      expect((await bob.call('GET', 'rest', `/files?requestId=${encodeURIComponent(id)}`)).status).toBe(404)
    }
  })

  it('is counted over the same files', async () => {
    const { upload, output, url } = await settle()
    await ada.call('POST', 'rest', `/files/${upload.id}/favorite`)
    await ada.run('topaz/upscale', { image_url: output.url })
    await ada.run('test/instant', { prompt: url })
    expect(await facets(ada)).toEqual({ all: 3, favorites: 1, uploads: 1, outputs: 2, inputs: 2 })
    expect((await list(ada, '?sources=input')).pagination.total).toBe(2)
    expect(await facets(bob)).toEqual({ all: 2, favorites: 0, uploads: 1, outputs: 1, inputs: 0 })
    expect(await facets(town.user('eve'))).toEqual({
      all: 0,
      favorites: 0,
      uploads: 0,
      outputs: 0,
      inputs: 0,
    })
  })
})

describe('somebody else’s file', () => {
  it.each([
    ['GET', '/files/{id}', undefined],
    ['DELETE', '/files/{id}', undefined],
    ['POST', '/files/{id}/favorite', undefined],
    ['DELETE', '/files/{id}/favorite', undefined],
    ['POST', '/files/{id}/tags', { name: 'mine' }],
    ['DELETE', '/files/{id}/tags/t1', undefined],
  ])('%s %s is a 404 as for one that does not exist, and changes nothing', async (method, path, body) => {
    const { upload, output } = await settle()
    const before = JSON.stringify(town.emulator.files())
    for (const { id } of [upload, output]) {
      const foreign = await bob.call(method, 'rest', path.replace('{id}', id), body)
      const missing = await bob.call(method, 'rest', path.replace('{id}', 'no-such-file'), body)
      expect(foreign.status).toBe(404)
      expect(foreign.json).toEqual(missing.json)
    }
    expect(JSON.stringify(town.emulator.files())).toBe(before)
  })

  it('is not given by its URL either', async () => {
    const { url, output } = await settle()
    expect((await byUrl(bob, url)).status).toBe(404)
    expect((await byUrl(bob, output.url)).status).toBe(404)
    expect((await byUrl(ada, url)).status).toBe(200)
  })

  it('does not become one’s own by using its URL as an input, nor by a model that hands it on', async () => {
    const { url, upload, output } = await settle()
    await bob.run('topaz/upscale', { image_url: url })
    await bob.run('topaz/upscale', { image_url: output.url })
    await bob.run('test/echo', { image: output.url, prompt: output.url })
    for (const { id } of [upload, output]) {
      expect((await bob.call('DELETE', 'rest', `/files/${id}`)).status).toBe(404)
      expect((await list(bob)).items.map((file) => file.id)).not.toContain(id)
      const { status, json } = await ada.call<FileItem>('GET', 'rest', `/files/${id}`)
      expect(status).toBe(200)
      const own = (await ada.call<{ data: { id: string }[] }>('GET', 'queue', '/requests')).json.data.map(
        (one) => one.id,
      )
      for (const link of json.requests ?? []) expect(own).toContain(link.requestId)
    }
  })

  it('cannot be put into somebody’s library by its name', async () => {
    const { url } = await settle()
    const prefix = /mru[0-9a-f]{20}-/.exec(url)?.[0] ?? 'none'
    const planted = await bob.upload(`${prefix}gift.png`)
    expect((await list(ada)).items.map((file) => file.url)).not.toContain(planted)
    expect((await list(bob)).items.map((file) => file.url)).toContain(planted)
  })

  it('created without the proxy has no owner', async () => {
    const [seeded] = town.emulator.seedFiles(1)
    expect((await ada.call('GET', 'rest', `/files/${seeded?.id ?? ''}`)).status).toBe(404)
  })
})

describe('one’s own file', () => {
  it('can be tagged, tagged, untagged and deleted', async () => {
    const { output } = await settle()
    const path = `/files/${output.id}`
    expect((await ada.call('POST', 'rest', `${path}/favorite`)).status).toBe(204)
    expect((await list(ada, '?favoritesOnly=true')).items).toHaveLength(1)
    const tagged = await ada.call<Tag>('POST', 'rest', `${path}/tags`, { name: 'best' })
    expect([tagged.status, tagged.json.name]).toEqual([201, 'best'])
    expect((await list(ada, `?tagIds=${tagged.json.id}`)).items[0]?.tags).toMatchObject([{ name: 'best' }])
    expect((await ada.call<FileItem>('GET', 'rest', path)).json.tags).toMatchObject([{ name: 'best' }])
    expect((await ada.call('DELETE', 'rest', `${path}/tags/${tagged.json.id}`)).status).toBe(204)
    expect((await ada.call('DELETE', 'rest', path)).status).toBe(204)
    expect((await list(ada)).items.map(({ id }) => id)).not.toContain(output.id)
  })
})

describe('tags', () => {
  it('are each user’s own, though their names are the same', async () => {
    const { upload } = await settle()
    const adas = await ada.call<Tag>('POST', 'rest', '/tags', { name: ' secret project ' })
    const bobs = await bob.call<Tag>('POST', 'rest', '/tags', { name: 'secret project' })
    expect(adas.json).toMatchObject({ name: 'secret project' })
    expect(adas.json.id).not.toBe(bobs.json.id)
    expect(await tags(ada)).toMatchObject([{ id: adas.json.id, name: 'secret project', count: 0 }])
    expect((await bob.call('DELETE', 'rest', `/tags/${adas.json.id}`)).status).toBe(404)
    expect((await ada.call('POST', 'rest', `/files/${upload.id}/tags`, { tagId: bobs.json.id })).status).toBe(
      404,
    )
    expect((await ada.call('POST', 'rest', `/files/${upload.id}/tags`, { tagId: adas.json.id })).status).toBe(
      201,
    )
    expect((await ada.call('DELETE', 'rest', `/tags/${adas.json.id}`)).status).toBe(204)
    expect(await tags(ada)).toEqual([])
    expect(await tags(bob)).toHaveLength(1)
    for (const name of ['', '  ', 7, undefined])
      expect((await ada.call('POST', 'rest', '/tags', { name })).status).toBe(400)
  })
})

describe('a multipart upload', () => {
  const initiate = (who: Visitor) =>
    who.call<{ fileUrl: string; uploadId: string; uploadKey: string }>(
      'POST',
      'rest',
      '/storage/upload/initiate-multipart',
      {
        file_name: 'film.mp4',
        content_type: 'video/mp4',
      },
    )
  const partUrl = (who: Visitor, uploadId: string, uploadKey: string) =>
    who.call<{ presignedUrl: string }>(
      'GET',
      'rest',
      `/storage/upload/multipart-url?${new URLSearchParams({ uploadId, uploadKey, partNumber: '1' })}`,
    )

  it('is completed by who began it', async () => {
    const { json } = await initiate(ada)
    const part = await partUrl(ada, json.uploadId, json.uploadKey)
    const put = await town.emulator.fetch(
      new Request(part.json.presignedUrl, { method: 'PUT', body: new Uint8Array(4) }),
    )
    const parts = [{ partNumber: 1, etag: put.headers.get('etag')?.replaceAll('"', '') }]
    const done = await ada.call('POST', 'rest', '/storage/upload/complete', { ...json, parts })
    expect(done).toMatchObject({ status: 200 })
    expect((await list(ada)).items.map(({ url }) => url)).toEqual([json.fileUrl])
    expect((await list(bob)).items).toEqual([])
  })

  it('is a 404 for everybody else, and for keys that were changed', async () => {
    const { json } = await initiate(ada)
    const other = (await initiate(bob)).json
    expect((await partUrl(bob, json.uploadId, json.uploadKey)).status).toBe(404)
    expect((await partUrl(bob, json.uploadId, other.uploadKey)).status).toBe(404)
    expect((await partUrl(ada, json.uploadId, `${json.uploadKey}x`)).status).toBe(404)
    expect((await partUrl(ada, json.uploadId, json.uploadKey.split('.').slice(1).join('.'))).status).toBe(404)
    const stolen = await bob.call('POST', 'rest', '/storage/upload/complete', { ...json, parts: [] })
    expect(stolen.status).toBe(404)
    expect((await bob.call('POST', 'rest', '/storage/upload/complete', { parts: [] })).status).toBe(400)
  })
})
