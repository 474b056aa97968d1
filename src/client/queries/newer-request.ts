import { replaceEqualDeep } from '@tanstack/react-query'
import { type RequestItem, supersedes, withInputOf } from '../../protocol/request-item.js'

/** The newer of two readings of one request; the known object itself where nothing is new. */
export function newerRequest(known: RequestItem, read: RequestItem): RequestItem {
  if (!supersedes(read, known)) return withInputOf(known, read)
  // An item of the stream may lack what an earlier read brought.
  return replaceEqualDeep(known, { ...known, ...read })
}
