// @vitest-environment node
import { createHash } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { createApi, type Api } from '../testing/api.js'

const PART = 5 * 1024 * 1024
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const bytes = (length: number, fill: number): Uint8Array<ArrayBuffer> => new Uint8Array(length).fill(fill)
let api: Api
beforeEach(() => {
  api = createApi()
})

/** A PUT as a browser makes it: no key. */
async function put(
  url: string,
  body: Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = {},
): Promise<Response> {
  return api.emulator.fetch(new Request(url, { method: 'PUT', body, headers }))
}

async function initiate(contentType: string, fields = {}): Promise<Record<string, string>> {
  const body = { file_name: 'fox.png', content_type: contentType, ...fields }
  return (await api.rest('POST', '/storage/upload/initiate', body)).body as Record<string, string>
}

describe('one PUT', () => {
  test('a file goes up, is public under the promised URL, and stands in the library', async () => {
    const { upload_url: url = '', file_url: fileUrl = '' } = await initiate('image/png')
    const answer = await put(url, bytes(10, 7), { 'content-type': 'image/png' })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('access-control-expose-headers')).toBe('ETag')
    const [upload] = api.emulator.uploads()
    expect(upload).toMatchObject({ size: 10, sha256: sha256(bytes(10, 7)), url: fileUrl, state: 'complete' })
    expect((await api.call('GET', fileUrl)).headers.get('content-type')).toBe('image/png')
    expect(fileUrl).toMatch(/\/media\/uploads\/[\w-]{12}-fox\.png$/)
    expect(api.emulator.files()).toMatchObject([{ url: fileUrl, sizeBytes: 10, source: 'upload' }])
  })

  test('an empty file is a file', async () => {
    const { upload_url: url = '' } = await initiate('text/plain')
    expect((await put(url, bytes(0, 0), { 'content-type': 'text/plain' })).status).toBe(200)
    expect(api.emulator.uploads()[0]?.sha256).toBe(sha256(bytes(0, 0)))
  })

  test('a name that is no path stays one name, and its URL resolves', async () => {
    const { upload_url: url = '', file_url: fileUrl = '' } = await initiate('text/plain', {
      file_name: '../Ünï çode #1.txt',
    })
    await put(url, bytes(3, 1), { 'content-type': 'text/plain' })
    expect((await api.call('GET', fileUrl)).status).toBe(200)
    expect(fileUrl.split('/uploads/')[1]).not.toContain('/')
  })

  test.each([
    ['another content type', { 'content-type': 'image/jpeg' }, 403],
    ['no content type', {}, 403],
    ['an authorization', { 'content-type': 'image/png', authorization: 'Key k' }, 400],
  ])('with %s it is refused', async (_, headers, status) => {
    const { upload_url: url = '' } = await initiate('image/png')
    expect((await put(url, bytes(1, 1), headers as Record<string, string>)).status).toBe(status)
    expect(api.emulator.uploads()).toEqual([])
  })

  test('the URL is valid for five minutes', async () => {
    const { upload_url: url = '' } = await initiate('image/png')
    await api.clock.advance(300_000)
    expect((await put(url, bytes(1, 1), { 'content-type': 'image/png' })).status).toBe(200)
    await api.clock.advance(1)
    expect((await put(url, bytes(1, 1), { 'content-type': 'image/png' })).status).toBe(403)
  })

  test('another key under the same signature is refused', async () => {
    const { upload_url: url = '' } = await initiate('image/png')
    const answer = await put(url.replace('fox.png', 'cat.png'), bytes(1, 1), { 'content-type': 'image/png' })
    expect(answer.status).toBe(403)
  })

  test('an SVG must be an attachment', async () => {
    const { upload_url: url = '', file_url: fileUrl = '' } = await initiate('image/svg+xml')
    expect((await put(url, bytes(1, 1), { 'content-type': 'image/svg+xml' })).status).toBe(403)
    const headers = { 'content-type': 'image/svg+xml', 'content-disposition': 'attachment' }
    expect((await put(url, bytes(1, 1), headers)).status).toBe(200)
    expect((await api.call('GET', fileUrl)).headers.get('content-disposition')).toBe('attachment')
  })

  test('the lifetime that was asked for ends the file, unless it became an input', async () => {
    const expires = { 'x-modelrunner-object-lifecycle-preference': '{"expiration_duration_seconds":60}' }
    const wish = { file_name: 'a.txt', content_type: 'text/plain' }
    const urls: string[] = []
    for (let index = 0; index < 2; index++) {
      const { body } = await api.rest('POST', '/storage/upload/initiate', wish, expires)
      await put(String(body['upload_url']), bytes(1, 1), { 'content-type': 'text/plain' })
      urls.push(String(body['file_url']))
    }
    await api.submit('test/echo', { image: urls[1] })
    await api.clock.advance(60_000)
    expect((await api.call('GET', urls[0] ?? '')).status).toBe(404)
    expect((await api.call('GET', urls[1] ?? '')).status).toBe(200)
  })

  test('a preflight lets the signed headers pass and no authorization', async () => {
    const { upload_url: url = '' } = await initiate('image/png')
    const { headers, status } = await api.call('OPTIONS', url)
    expect(status).toBe(204)
    expect(headers.get('access-control-allow-headers')).toBe('content-type, content-disposition')
  })

  test('the relay takes what storage would, without a key', async () => {
    const { relay_upload_url: url = '', file_url: fileUrl = '' } = await initiate('image/png', {
      relay: true,
    })
    expect((await put(url, bytes(4, 4))).status).toBe(200)
    expect(api.emulator.uploads()).toMatchObject([{ kind: 'relay', size: 4, url: fileUrl }])
    expect((await initiate('image/png'))['relay_upload_url']).toBeUndefined()
    expect((await put(url, bytes(4, 4), { authorization: 'Key k' })).status).toBe(400)
  })

  test('the relay is neither offered nor open to files over 200 MiB', async () => {
    const tooMany = 200 * 1024 * 1024 + 1
    const large = await initiate('video/mp4', { relay: true, size: tooMany })
    expect(large['relay_upload_url']).toBeUndefined()
    const { relay_upload_url: url = '' } = await initiate('video/mp4', { relay: true })
    const headers = { 'content-length': String(tooMany) }
    expect((await put(url, bytes(4, 4), headers)).status).toBe(413)
    expect(api.emulator.uploads()).toEqual([])
  })

  test.each([{}, { file_name: '', content_type: 'a/b' }, { file_name: 'a', content_type: 'a/b', size: -1 }])(
    'an input like %j is refused with issues',
    async (wish) => {
      const { status, body } = await api.rest('POST', '/storage/upload/initiate', wish)
      expect(status).toBe(400)
      expect(body['error']).toEqual(
        expect.arrayContaining([expect.objectContaining({ path: expect.any(Array) })]),
      )
    },
  )
})

describe('multipart', () => {
  interface Started {
    fileUrl: string
    uploadId: string
    uploadKey: string
  }
  async function start(contentType = 'video/mp4'): Promise<Started> {
    const wish = { file_name: 'film.mp4', content_type: contentType }
    return (await api.rest('POST', '/storage/upload/initiate-multipart', wish)).body as unknown as Started
  }
  async function partUrl({ uploadId, uploadKey }: Started, partNumber: number): Promise<string> {
    const query = new URLSearchParams({ uploadId, uploadKey, partNumber: String(partNumber) })
    const { body } = await api.rest('GET', `/storage/upload/multipart-url?${query}`)
    return String(body['presignedUrl'])
  }
  async function part(started: Started, partNumber: number, body: Uint8Array<ArrayBuffer>): Promise<string> {
    const answer = await put(await partUrl(started, partNumber), body)
    return (answer.headers.get('etag') ?? '').replaceAll('"', '')
  }
  const complete = (started: Started, parts: unknown): ReturnType<Api['rest']> =>
    api.rest('POST', '/storage/upload/complete', { ...started, parts })

  test('parts in any order become the file; the hash is of all bytes in order', async () => {
    const started = await start()
    const etags = new Map<number, string>()
    for (const number of [3, 1, 2]) {
      etags.set(number, await part(started, number, bytes(number === 3 ? 11 : PART, number)))
    }
    const parts = [1, 2, 3].map((partNumber) => ({ partNumber, etag: etags.get(partNumber) }))
    const { status, body } = await complete(started, parts)
    expect(status).toBe(200)
    expect(body['fileUrl']).not.toBe(started.fileUrl)
    expect((await api.call('GET', String(body['fileUrl']))).status).toBe(403)
    const whole = Buffer.concat([bytes(PART, 1), bytes(PART, 2), bytes(11, 3)])
    expect(api.emulator.uploads()).toMatchObject([
      {
        kind: 'multipart',
        state: 'complete',
        size: whole.length,
        sha256: sha256(whole),
        partsReceived: [3, 1, 2],
      },
    ])
    expect((await api.call('GET', started.fileUrl)).status).toBe(200)
    expect((await complete(started, parts)).status).toBe(200)
    expect(api.emulator.uploads()).toHaveLength(1)
  })

  test('a part that came twice with other bytes counts as it came last', async () => {
    const started = await start()
    await part(started, 1, bytes(PART, 1))
    const first = await part(started, 1, bytes(PART, 9))
    const second = await part(started, 2, bytes(3, 2))
    await complete(started, [
      { partNumber: 1, etag: first },
      { partNumber: 2, etag: second },
    ])
    expect(api.emulator.uploads()[0]?.sha256).toBe(sha256(Buffer.concat([bytes(PART, 9), bytes(3, 2)])))
  })

  test.each([
    ['no parts', () => [], 'Expected a list'],
    ['a part that was not sent', (a: string) => [{ partNumber: 5, etag: a }], 'InvalidPart:'],
    ['a quoted etag', (a: string) => [{ partNumber: 1, etag: `"${a}"` }], 'strip the quotes'],
    [
      'the wrong order',
      (a: string, b: string) => [
        { partNumber: 2, etag: b },
        { partNumber: 1, etag: a },
      ],
      'InvalidPartOrder',
    ],
    [
      'a small part before the last',
      (a: string, b: string) => [
        { partNumber: 1, etag: a },
        { partNumber: 2, etag: b },
      ],
      'EntityTooSmall',
    ],
  ])('completing with %s is refused', async (_, name, reason) => {
    const started = await start()
    const a = await part(started, 1, bytes(10, 1))
    const b = await part(started, 2, bytes(10, 2))
    const { status, text } = await complete(started, name(a, b))
    expect(status).toBe(400)
    expect(text).toContain(reason)
  })

  test('a part accepts no content type, no authorization, and its URL is valid for five minutes', async () => {
    const url = await partUrl(await start(), 1)
    expect((await put(url, bytes(1, 1), { 'content-type': 'video/mp4' })).status).toBe(403)
    expect((await put(url, bytes(1, 1), { authorization: 'Key k' })).status).toBe(400)
    await api.clock.advance(300_001)
    expect((await put(url, bytes(1, 1))).status).toBe(403)
  })

  test('the ETag can be hidden from browsers', async () => {
    api.emulator.set({ exposeEtag: false })
    const answer = await put(await partUrl(await start(), 1), bytes(1, 1))
    expect(answer.headers.has('access-control-expose-headers')).toBe(false)
  })

  test.each(['0', '10001', 'x', ''])('part number "%s" is refused', async (partNumber) => {
    const { uploadId, uploadKey } = await start()
    const query = new URLSearchParams({ uploadId, uploadKey, partNumber })
    expect((await api.rest('GET', `/storage/upload/multipart-url?${query}`)).status).toBe(400)
  })
})
