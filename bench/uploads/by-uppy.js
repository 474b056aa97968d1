import AwsS3 from '@uppy/aws-s3'
import Uppy from '@uppy/core'
import { callProxy } from './by-hand.js'

// JavaScript, because the peers are no part of this package's tree and bring their types along.

/**
 * @param {string} rest
 * @param {File} file
 *
 * Uppy's S3 plugin as its documentation sets it up with signing by the app. It speaks S3's XML for the start and the end
 * of an upload; the bench's server turns both into the platform's calls (see s3-front.ts), one for one.
 */
export async function byUppy(rest, file) {
  const uppy = new Uppy()
  uppy.use(AwsS3, {
    shouldUseMultipart: true,
    getChunkSize: () => 10 * 1024 * 1024,
    async signRequest(request) {
      const { method, key } = request
      if (method === 'PUT' && 'partNumber' in request) {
        const { uploadId, partNumber } = request
        const query = new URLSearchParams({ uploadKey: key, uploadId, partNumber: String(partNumber) })
        const { presignedUrl } = await callProxy(`${rest}/storage/upload/multipart-url?${query}`)
        return { url: presignedUrl }
      }
      if ('uploadId' in request)
        return { url: `/s3/complete?${new URLSearchParams({ key, uploadId: request.uploadId })}` }
      // The platform chooses the key; only the start of the upload tells it.
      const response = await fetch(`/s3/key?${new URLSearchParams({ name: file.name, type: file.type })}`, {
        method: 'POST',
      })
      const { key: chosen, url } = await response.json()
      return { url, key: chosen }
    },
  })
  uppy.addFile({ name: file.name, type: file.type, data: file })
  const result = await uppy.upload()
  uppy.destroy()
  if (result?.failed?.length || !result?.successful?.length) {
    throw new Error(`Uppy failed: ${JSON.stringify(result?.failed?.map(({ error }) => error))}`)
  }
}
