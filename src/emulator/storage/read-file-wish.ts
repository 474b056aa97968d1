import { HttpError } from '../http/http-error.js'

/** What `initiate` and `initiate-multipart` are asked for. */
export interface FileWish {
  fileName: string
  contentType: string
  /** Bytes. */
  size?: number
  relay: boolean
}

export function readFileWish(body: Readonly<Record<string, unknown>>): FileWish {
  const { file_name: fileName, content_type: contentType, size, relay } = body
  const issues = [
    ...(typeof fileName === 'string' && fileName !== '' ? [] : [issue('file_name', 'Required')]),
    ...(typeof contentType === 'string' && contentType !== '' ? [] : [issue('content_type', 'Required')]),
    ...(size === undefined || (typeof size === 'number' && size >= 0)
      ? []
      : [issue('size', 'Expected a number of bytes')]),
    ...(relay === undefined || typeof relay === 'boolean' ? [] : [issue('relay', 'Expected boolean')]),
  ]
  if (issues.length > 0) throw new HttpError(400, issues, { message: 'Validation failed' })
  return {
    fileName: String(fileName),
    contentType: String(contentType),
    ...(typeof size === 'number' && { size }),
    relay: relay === true,
  }
}

function issue(name: string, message: string): { code: string; path: string[]; message: string } {
  return { code: message === 'Required' ? 'invalid_type' : 'custom', path: [name], message }
}
