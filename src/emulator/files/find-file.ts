import { HttpError } from '../http/http-error.js'
import type { Call } from '../http/route.js'
import type { FileRecord } from './file-record.js'

/** The file a call names, or 404. */
export function findFile({ world, params }: Call): FileRecord {
  const record = world.files.records.get(params['id'] ?? '')
  if (!record) throw new HttpError(404, 'File not found')
  return record
}
