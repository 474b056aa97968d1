import type { IncomingMessage, ServerResponse } from 'node:http'

/** Speaks to Uppy as S3 does at the start and at the end of a multipart upload, and to the platform in its own words. */
export function createS3Front(rest: string, key: string) {
  const started = new Map<string, string>()
  const call = async (path: string, body: unknown): Promise<Record<string, string>> => {
    const headers = { authorization: `Key ${key}`, 'content-type': 'application/json' }
    const response = await fetch(`${rest}/storage/upload/${path}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    })
    return (await response.json()) as Record<string, string>
  }

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://page')
    const query = (name: string) => url.searchParams.get(name) ?? ''
    if (url.pathname === '/s3/key') {
      const { uploadId = '', uploadKey = '' } = await call('initiate-multipart', {
        file_name: query('name'),
        content_type: query('type'),
      })
      started.set(uploadKey, uploadId)
      response.setHeader('content-type', 'application/json')
      response.end(
        JSON.stringify({ key: uploadKey, url: `/s3/begin?${new URLSearchParams({ key: uploadKey })}` }),
      )
      return
    }
    response.setHeader('content-type', 'application/xml')
    if (url.pathname === '/s3/begin') {
      // Answered at once: the platform's part of it was done, and waited for, above.
      response.end(
        `<InitiateMultipartUploadResult><UploadId>${started.get(query('key'))}</UploadId></InitiateMultipartUploadResult>`,
      )
      return
    }
    const xml = await textOf(request)
    const parts = [...xml.matchAll(/<PartNumber>(\d+)<\/PartNumber><ETag>([^<]+)</g)].map(
      ([, partNumber, etag]) => {
        return { partNumber: Number(partNumber), etag: etag?.replaceAll(/"|&quot;/g, '') }
      },
    )
    await call('complete', { uploadId: query('uploadId'), uploadKey: query('key'), parts })
    response.end(
      `<CompleteMultipartUploadResult><Location>${rest}</Location><Key>${query('key')}</Key></CompleteMultipartUploadResult>`,
    )
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return text
}
