import { uploadFile } from 'better-upload/client'
import { genUploader } from 'uploadthing/client'

// JavaScript, because the peers are no part of this package's tree and bring their types along.

/**
 * better-upload as its documentation sets it up; the bench's server answers as its route does, with signed URLs.
 * @param {File} file
 * @param {boolean} isSingle in one PUT, not in parts
 */
export async function byBetterUpload(file, isSingle) {
  const api = `/peers/better-upload${isSingle ? '?single' : ''}`
  await uploadFile({ api, route: 'video', file })
}

/**
 * uploadthing's uploader; the bench's server answers as its route does, and the sink as its ingest.
 * @param {File} file
 */
export async function byUploadthing(file) {
  const { uploadFiles } = genUploader({ url: '/peers/uploadthing', package: 'bench' })
  const [uploaded] = await uploadFiles('video', { files: [file] })
  if (!uploaded) throw new Error('uploadthing uploaded nothing')
}
