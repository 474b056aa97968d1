import type { RequestItem } from '../../protocol/request-item.js'
import type { RunEnd } from '../catalog/run.js'
import { thumbnailsOf } from './thumbnails-of.js'

/** Writes how a run ended into the item; billing is settled apart. */
export function applyEnd(item: RequestItem, end: RunEnd): void {
  switch (end.kind) {
    case 'output':
      item.output = end.output
      item.thumbnails = thumbnailsOf(end.output)
      if (end.partial !== undefined) item.error = end.partial
      return
    case 'failed':
    case 'force-failed':
      item.error = end.error
      return
    case 'empty':
      item.output = end.output
      return
    default:
      end satisfies never
  }
}
