import type { ShapeOf } from './shape.js'

export interface Tag {
  id: string
  name: string
  createdAt?: string
  count?: number
}

/** Where a file of the library came from. */
export type FileSource = 'upload' | 'request_output' | 'external'

/** A file of the library. There is no original name: take the tail of `url` after its random prefix and dash. */
export interface FileItem {
  id: string
  url: string
  thumbnailUrl?: string
  mimeType?: string
  sizeBytes?: number
  storageKey?: string
  source: FileSource
  createdAt: string
  isFavorited: boolean
  tags: Tag[]
  /** Only on the detail routes. */
  requests?: LinkedRequest[]
}

export interface LinkedRequest {
  requestId: string
  role: 'input' | 'output' | 'thumbnail'
  position?: number
  createdAt?: string
}

export interface FilePage {
  items: FileItem[]
  pagination: { page: number; limit: number; total: number; totalPages: number }
}

export interface FileFacets {
  all: number
  favorites: number
  uploads: number
  outputs: number
  inputs: number
}

export const tagShape: ShapeOf<Tag> = { id: 'string', name: 'string', createdAt: 'string?', count: 'number?' }

export const fileItemShape: ShapeOf<FileItem> = {
  id: 'string',
  url: 'string',
  thumbnailUrl: 'string?',
  mimeType: 'string?',
  sizeBytes: 'number?',
  storageKey: 'string?',
  source: 'string',
  createdAt: 'string',
  isFavorited: 'boolean?',
  tags: 'array?',
  requests: 'array?',
}

export const filePageShape: ShapeOf<FilePage> = {
  items: [fileItemShape],
  pagination: { page: 'number', limit: 'number', total: 'number', totalPages: 'number' },
}

export const fileFacetsShape: ShapeOf<FileFacets> = {
  all: 'number',
  favorites: 'number',
  uploads: 'number',
  outputs: 'number',
  inputs: 'number',
}

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

/**
 * What the proxy puts before the name of an uploaded file where users are kept apart, as it stands in the file's
 * URL and storage key behind the platform's own random prefix. Not part of the name that a user knows.
 */
export const UPLOAD_OWNER_PREFIX = /mru[0-9a-f]{20}-/
