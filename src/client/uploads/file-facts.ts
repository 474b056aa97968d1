/** What is sent where the browser knows no type. */
export const UNKNOWN_TYPE = 'application/octet-stream'

export interface FileFacts {
  name: string
  /** bytes */
  size: number
  /** The content type it is sent with. */
  type: string
}

/** Name, size and type as they are told to the platform; a Blob without a name gets one by its type. */
export function fileFacts(file: Blob): FileFacts {
  const type = file.type || UNKNOWN_TYPE
  return { name: nameOf(file) || `file.${extensionOf(type)}`, size: file.size, type }
}

function nameOf(file: Blob): string {
  return 'name' in file && typeof file.name === 'string' ? file.name : ''
}

function extensionOf(type: string): string {
  const subtype = /^[a-z]+\/([a-z0-9]+)/.exec(type)?.[1] ?? 'bin'
  return type === UNKNOWN_TYPE ? 'bin' : subtype
}
