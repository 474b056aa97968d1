import { createChunk } from '../internal/chunk.js'

/** With the virtual list: the runs take a call of their own, and its code arrives meanwhile. */
export const rowsChunk = createChunk(() => import('./HistoryRows.js'))
