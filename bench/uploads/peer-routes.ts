import type { IncomingMessage, ServerResponse } from 'node:http'

const PART = 10 * 1024 * 1024

interface Described {
  name: string
  size: number
  type: string
}

/**
 * Answers better-upload's and uploadthing's clients as the routes of their servers do. Both sign without asking the
 * storage; better-upload begins an upload in parts with one call to it.
 */
export function createPeerRoutes(bucket: () => string, begin: () => Promise<string>) {
  let last = 0
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://page')
    const { files } = JSON.parse(await textOf(request)) as { files: Described[] }
    const answer = url.pathname.endsWith('uploadthing')
      ? files.map(({ name }) => ({
          url: `${bucket()}/ut-${++last}`,
          key: `ut-${last}`,
          name,
          customId: null,
        }))
      : await betterUpload(files, url.searchParams.has('single'))
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(answer))
  }

  async function betterUpload(files: Described[], isSingle: boolean) {
    const described = files.map((file) => ({ ...file, objectKey: `bu-${++last}`, objectMetadata: {} }))
    if (isSingle)
      return {
        metadata: {},
        files: described.map((file) => ({ file, signedUrl: `${bucket()}/${file.objectKey}` })),
      }
    const started = described.map(async (file) => ({
      file,
      uploadId: await begin(),
      parts: Array.from({ length: Math.ceil(file.size / PART) }, (_, index) => ({
        signedUrl: `${bucket()}/${file.objectKey}-${index}`,
        partNumber: index + 1,
        size: Math.min(PART, file.size - index * PART),
      })),
      completeSignedUrl: `${bucket()}/complete`,
      abortSignedUrl: `${bucket()}/abort`,
    }))
    return { metadata: {}, multipart: { partSize: PART, files: await Promise.all(started) } }
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return text
}
