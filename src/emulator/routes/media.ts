import { HttpError } from '../http/answers.js'
import type { Call, Route } from '../http/route.js'
import { mediaKey } from '../media/media-store.js'

/** The media host: public, CORS for everyone, ranges (a video element asks for them). */
export const mediaRoutes: Route[] = [
  { name: 'media', method: 'GET', path: '/media/:key{.+}', isPublic: true, handle: media },
  {
    name: 'preflight',
    method: 'OPTIONS',
    path: '/media/:key{.+}',
    isPublic: true,
    handle: () =>
      new Response(null, { status: 204, headers: { ...CORS, 'access-control-allow-headers': '*' } }),
  },
]

const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, HEAD, OPTIONS',
  'access-control-expose-headers': 'content-length, content-range, accept-ranges, etag',
  'cross-origin-resource-policy': 'cross-origin',
}

async function media({ world, url, request }: Call): Promise<Response> {
  const object = world.media.get(mediaKey(url.href) ?? '')
  const bytes = object && (await world.media.bytesOf(object))
  if (!object || !bytes) throw new HttpError(404, 'File not found', {}, CORS)
  const headers: Record<string, string> = {
    ...CORS,
    'content-type': object.contentType,
    'accept-ranges': 'bytes',
    'cache-control': 'public, max-age=31536000, immutable',
    ...(object.contentDisposition !== undefined && { 'content-disposition': object.contentDisposition }),
  }
  const range = readRange(request.headers.get('range'), bytes.length)
  if (range === 'unsatisfiable') {
    return new Response(null, {
      status: 416,
      headers: { ...headers, 'content-range': `bytes */${bytes.length}` },
    })
  }
  const part = range ? bytes.subarray(range.start, range.end + 1) : bytes
  headers['content-length'] = String(part.length)
  if (range) headers['content-range'] = `bytes ${range.start}-${range.end}/${bytes.length}`
  // Bytes of the emulator never lie on shared memory.
  return new Response(part as Uint8Array<ArrayBuffer>, { status: range ? 206 : 200, headers })
}

function readRange(
  header: string | null,
  size: number,
): { start: number; end: number } | 'unsatisfiable' | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '')
  if (!match || (match[1] === '' && match[2] === '')) return undefined
  const [, first = '', last = ''] = match
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first)
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1)
  return start >= size || start > end ? 'unsatisfiable' : { start, end }
}
