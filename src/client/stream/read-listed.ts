import type { RequestItem } from '../../protocol/request-item.js'
import type { Transport } from '../transport/transport.js'
import { readPage } from './read-page.js'

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
    const list = await readPage(transport, page, signal)
    signal.throwIfAborted()
    onItems(list.data.filter(({ id }) => unseen.delete(id)))
    if (!list.data.length || !(page < list.totalPages)) break
  }
  return [...unseen]
}
