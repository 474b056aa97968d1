import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import S3rver from 's3rver'

const BUCKET = 'media'
const KEYS = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' }

/** As a bucket must be set up for browsers: docs/uploads.md. */
const CORS = `<CORSConfiguration><CORSRule>
  <AllowedOrigin>*</AllowedOrigin><AllowedMethod>PUT</AllowedMethod><AllowedMethod>GET</AllowedMethod>
  <AllowedHeader>*</AllowedHeader><ExposeHeader>ETag</ExposeHeader>
</CORSRule></CORSConfiguration>`

export interface S3Platform {
  /** Base URL of the storage routes. */
  readonly url: string
  readonly storageUrl: string
  /** Calls by route, in order. */
  readonly calls: string[]
  /** What lies under a public URL. */
  read(url: string): Promise<{ content: Buffer; type?: string; disposition?: string }>
  close(): Promise<void>
}

/** The platform's upload routes in front of a real S3 API that checks signatures. */
export async function startS3Platform(): Promise<S3Platform> {
  const directory = await mkdtemp(join(tmpdir(), 's3rver-'))
  const storage = new S3rver({
    port: 0,
    address: '127.0.0.1',
    silent: true,
    directory,
    configureBuckets: [{ name: BUCKET, configs: [CORS] }],
  })
  const { port } = await storage.run()
  const storageUrl = `http://127.0.0.1:${port}`
  const client = new S3Client({
    region: 'us-east-1',
    endpoint: storageUrl,
    forcePathStyle: true,
    credentials: KEYS,
    // Browsers send no checksums of their own: a presigned URL must not ask for one.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  })
  const calls: string[] = []
  const publicUrl = (key: string) =>
    `${storageUrl}/${BUCKET}/${key.split('/').map(encodeURIComponent).join('/')}`
  const newKey = (name: string) => `${crypto.randomUUID()}-${name}`

  async function answer(request: IncomingMessage): Promise<unknown> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://platform')
    const route = pathname.split('/').at(-1) ?? ''
    calls.push(route)
    const body =
      request.method === 'POST' ? (JSON.parse(await textOf(request)) as Record<string, string>) : {}
    const Bucket = BUCKET
    const ContentType = body['content_type']
    switch (route) {
      case 'initiate': {
        const Key = newKey(body['file_name'] ?? '')
        const isSvg = ContentType === 'image/svg+xml'
        const input = { Bucket, Key, ContentType, ...(isSvg && { ContentDisposition: 'attachment' }) }
        const signed = new Set(['content-type', ...(isSvg ? ['content-disposition'] : [])])
        const upload_url = await getSignedUrl(client, new PutObjectCommand(input), {
          expiresIn: 300,
          signableHeaders: signed,
        })
        return { upload_url, file_url: publicUrl(Key) }
      }
      case 'initiate-multipart': {
        const uploadKey = newKey(body['file_name'] ?? '')
        const command = new CreateMultipartUploadCommand({ Bucket, Key: uploadKey, ContentType })
        const { UploadId } = await client.send(command)
        return { fileUrl: publicUrl(uploadKey), uploadId: UploadId, uploadKey }
      }
      case 'multipart-url': {
        const part = {
          Bucket,
          Key: searchParams.get('uploadKey') ?? '',
          UploadId: searchParams.get('uploadId') ?? '',
          PartNumber: Number(searchParams.get('partNumber')),
        }
        return { presignedUrl: await getSignedUrl(client, new UploadPartCommand(part), { expiresIn: 300 }) }
      }
      case 'complete': {
        const { uploadId, uploadKey, parts } = body as unknown as {
          uploadId: string
          uploadKey: string
          parts: { partNumber: number; etag: string }[]
        }
        const Parts = parts.map(({ partNumber, etag }) => ({ PartNumber: partNumber, ETag: `"${etag}"` }))
        const done = { Bucket, Key: uploadKey, UploadId: uploadId, MultipartUpload: { Parts } }
        await client.send(new CompleteMultipartUploadCommand(done))
        return { fileUrl: `s3://${BUCKET}/${uploadKey}` }
      }
      default:
        return undefined
    }
  }

  const server: Server = createServer((request, response) => {
    answer(request).then(
      (value) => {
        response.writeHead(value ? 200 : 404, { 'content-type': 'application/json' })
        response.end(JSON.stringify(value ?? { error: 'not found' }))
      },
      (error: unknown) => {
        response.writeHead(502, { 'content-type': 'application/json' })
        response.end(JSON.stringify({ error: String(error) }))
      },
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()

  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
    storageUrl,
    calls,
    async read(url) {
      const Key = decodeURIComponent(new URL(url).pathname.slice(`/${BUCKET}/`.length))
      const found = await client.send(new GetObjectCommand({ Bucket: BUCKET, Key }))
      const content = Buffer.from((await found.Body?.transformToByteArray()) ?? [])
      return { content, type: found.ContentType, disposition: found.ContentDisposition }
    },
    async close() {
      client.destroy()
      server.closeAllConnections()
      server.close()
      await storage.close()
      await rm(directory, { recursive: true, force: true })
    },
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return text
}
