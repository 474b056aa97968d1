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
