import { ModelRunnerError } from '../errors/model-runner-error.js'
import { isBlob } from '../is-blob.js'

/** What is sent where the browser knows no type. */
const UNKNOWN_TYPE = 'application/octet-stream'

export interface FileFacts {
  name: string
  /** bytes */
  size: number
  /** The content type it is sent with. */
  type: string
}

/** Name, size and type as the platform gets them; a Blob without a name gets one by its type. */
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

/** What both initiate routes get about a file. */
export function initiateBody({ name, type, size }: FileFacts) {
  return { file_name: name, content_type: type, size }
}

/** The folder path of a file that came with one, by a folder's choice or drop; else empty. */
export function pathOf(file: Blob): string {
  const chosen = 'webkitRelativePath' in file ? String(file.webkitRelativePath) : ''
  const path = chosen || dropPathOf(file)
  return path.includes('/') ? path : ''
}

/** React Dropzone notes where a dropped file lay: `/cats/1.txt`, and `./1.txt` where it lay in no folder. */
function dropPathOf(file: Blob): string {
  return 'path' in file && typeof file.path === 'string' ? file.path.replace(/^\.?\//, '') : ''
}

/** Headers of a PUT of a whole file: the signature holds the type, and for SVG the disposition too. */
export function uploadHeaders(type: string): Record<string, string> {
  const isSvg = /^image\/svg\+xml\b/i.test(type)
  return { 'Content-Type': type, ...(isSvg && { 'Content-Disposition': 'attachment' }) }
}

/** Throws where something else than a file is to be uploaded: a missing file, a URL, an event. */
export function mustBeFiles(files: readonly unknown[]): void {
  const index = files.findIndex((file) => !isBlob(file))
  if (index < 0) return
  const given = files[index]
  throw new ModelRunnerError({
    kind: 'validation',
    message:
      `upload() takes a File, a Blob, or a list of them; entry ${index} is ${given === null ? 'null' : typeof given}. ` +
      'A file input has its files in event.target.files. See docs/uploads.md',
  })
}
