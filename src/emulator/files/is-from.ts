import type { FileSource } from '../../protocol/file-item.js'
import type { FileRecord } from './file-record.js'

const STORED_AS: Record<string, FileSource> = {
  upload: 'upload',
  output: 'request_output',
  external: 'external',
}

/** Whether a file counts under a source of the query; an input may be an upload, an output or a foreign file as well. */
export function isFrom({ item, links }: FileRecord, source: string): boolean {
  if (source === 'input') return links.some((link) => link.role === 'input')
  return item.source === STORED_AS[source]
}
