'use client'

import type { UploadOptions } from '../client/uploads/upload-options.js'
import { useUploadList, type UseUploadResult } from './use-upload-list.js'

export type UseUploadOptions = UploadOptions

export type { UseUploadResult }

/**
 * Uploads files with progress, pause and resume; large ones in parallel parts that survive a reload.
 * Unmounting does not cancel: what was started is finished.
 *
 * @example
 * const { upload, progress, isUploading } = useUpload({ accept: 'image/*', maxSize: 20 * 1024 * 1024 })
 * const [{ url }] = await upload(file)
 */
export function useUpload(options: UseUploadOptions = {}): UseUploadResult {
  return useUploadList(options).upload
}
