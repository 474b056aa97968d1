import { MAX_PAGE_SIZE } from '../../protocol/limits.js'
import { requestPageShape, type RequestItem, type RequestPage } from '../../protocol/request-item.js'
import type { Transport } from '../transport/transport.js'

/**
 * Reads many requests with few calls: page by page from the list, as long as one page more is cheaper than to read one by
 * one what is still missing. Gives what no page showed.
 */
export async function readListed(
  transport: Transport,
  ids: Iterable<string>,
  signal: AbortSignal,
  onItems: (items: RequestItem[]) => void,
): Promise<string[]> {
  const unseen = new Set(ids)
  for (let page = 1; unseen.size >= page; page++) {
    const list = await transport.call<RequestPage>({
      host: 'queue',
      path: '/requests',
      query: { page, limit: MAX_PAGE_SIZE },
      shape: requestPageShape,
      retry: false,
      signal,
    })
    signal.throwIfAborted()
    onItems(list.data.filter(({ id }) => unseen.delete(id)))
    if (!list.data.length || !(page < list.totalPages)) break
  }
  return [...unseen]
}
