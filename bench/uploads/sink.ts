import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout } from 'node:timers/promises'

/** A platform and storage that only count: no hashing, nothing kept, so that the client is what is measured. */
export function createSink(latencyMs: () => number, origin: () => string) {
  let lastId = 0
  let bytes = 0

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method === 'PUT') for await (const chunk of request) bytes += (chunk as Buffer).length
    else request.resume()
    // The latency of the line that is measured.
    if (latencyMs() > 0) await setTimeout(latencyMs())
    response.setHeader('access-control-allow-origin', '*')
    response.setHeader('access-control-allow-methods', 'PUT, HEAD')
    response.setHeader('access-control-allow-headers', '*')
    response.setHeader('access-control-expose-headers', 'ETag')
    if (request.method === 'PUT') response.setHeader('etag', `"${++lastId}"`)
    const path = request.url ?? ''
    // uploadthing's ingest answers with what it has stored; S3 with nothing.
    const isStorage = request.method !== 'GET' && path.startsWith('/bucket/') && !path.includes('/ut-')
    if (isStorage || request.method === 'OPTIONS' || request.method === 'HEAD') return void response.end()
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(answer(path)))
  }
  function answer(path: string): object {
    const id = String(++lastId)
    const url = `${origin()}/bucket/${id}`
    if (path.includes('/ut-')) return { ufsUrl: url, url, appUrl: url, fileHash: id, serverData: null }
    if (path.endsWith('/initiate')) return { upload_url: url, file_url: url }
    if (path.endsWith('/initiate-multipart')) return { fileUrl: url, uploadId: id, uploadKey: id }
    return path.includes('/multipart-url') ? { presignedUrl: url } : { fileUrl: url }
  }
  return { handle, received: () => bytes }
}
