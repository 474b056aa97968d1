import type { ShapeOf } from './shape.js'

/** Answer of `POST /storage/upload/initiate` (snake case, unlike multipart). */
export interface UploadInitiated {
  upload_url: string
  file_url: string
  relay_upload_url?: string
}

/** Answer of `POST /storage/upload/initiate-multipart`. `fileUrl` is the public one; `complete` answers a bucket-native one. */
export interface MultipartInitiated {
  fileUrl: string
  uploadId: string
  uploadKey: string
}

export interface PartUrl {
  presignedUrl: string
}

export interface CompletedPart {
  /** From 1. */
  partNumber: number
  /** Without quotes. */
  etag: string
}

export const uploadInitiatedShape: ShapeOf<UploadInitiated> = {
  upload_url: 'string',
  file_url: 'string',
  relay_upload_url: 'string?',
}

export const multipartInitiatedShape: ShapeOf<MultipartInitiated> = {
  fileUrl: 'string',
  uploadId: 'string',
  uploadKey: 'string',
}

export const partUrlShape: ShapeOf<PartUrl> = { presignedUrl: 'string' }
