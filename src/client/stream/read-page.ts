import { MAX_PAGE_SIZE } from '../../protocol/limits.js'
import { requestItemShape, requestPageShape, type RequestPage } from '../../protocol/request-item.js'
import { usableOf } from '../../protocol/odd-fields.js'
import type { Transport } from '../transport/transport.js'

/** One page of all requests, the newest first. Not tried again by itself: who reads many pages plans that. */
export async function readPage(
  transport: Transport,
  page: number,
  signal: AbortSignal,
): Promise<RequestPage> {
  const answer = await transport.call<RequestPage>({
    host: 'queue',
    path: '/requests',
    query: { page, limit: MAX_PAGE_SIZE },
    // One odd record must not end the updates of all others.
    shape: { ...requestPageShape, data: 'array' },
    retry: false,
    signal,
  })
  return { ...answer, data: usableOf(answer.data, requestItemShape) }
}
