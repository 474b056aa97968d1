import { MAX_PAGE_SIZE } from '../../protocol/limits.js'
import { requestPageShape, type RequestPage } from '../../protocol/request-item.js'
import type { Transport } from '../transport/transport.js'

/** One page of all requests, the newest first. Not tried again by itself: who reads many pages plans that. */
export function readPage(transport: Transport, page: number, signal: AbortSignal): Promise<RequestPage> {
  return transport.call<RequestPage>({
    host: 'queue',
    path: '/requests',
    query: { page, limit: MAX_PAGE_SIZE },
    shape: requestPageShape,
    retry: false,
    signal,
  })
}
