import type { QueryClient } from '@tanstack/react-query'
import { requestItemShape, type RequestItem } from '../../protocol/request-item.js'
import type { Client } from '../client.js'
import { modelRunnerKeys } from './keys.js'
import { withChangedItem, type PagedList } from './paged-list.js'

/** What can be done to a request of the history. Shown at once; rejects with a ModelRunnerError, and then it is taken back. */
export interface RequestActions {
  /**
   * Deletes input and output on the platform, media included: their URLs stop working. For a finished, charged and
   * unpublished request; else it rejects with kind `conflict`.
   */
  deletePayloads(id: string): Promise<void>
  /** Publishes a request, or takes that back. */
  setPublic(id: string, isPublic: boolean): Promise<void>
}

type Change = Partial<RequestItem>

const isStill = (item: RequestItem, change: Change) =>
  item.public === (change.public ?? item.public) &&
  item.payloadsPurgedAt === (change.payloadsPurgedAt ?? item.payloadsPurgedAt)

export function changeRequests(client: Client, queryClient: QueryClient): RequestActions {
  const { clock, scope } = client.config

  /** Shows a change in each list; returns how to take it back where nothing newer has come meanwhile. */
  function show(id: string, change: Change): () => void {
    const undo: (() => void)[] = []
    const lists = queryClient.getQueriesData<PagedList<RequestItem>>({
      queryKey: modelRunnerKeys.requests(scope),
    })
    for (const [queryKey, list] of lists) {
      const before = list?.items?.find((item) => item.id === id)
      if (!before) continue
      const update = (next: (item: RequestItem) => RequestItem) =>
        queryClient.setQueryData<PagedList<RequestItem>>(
          queryKey,
          (now) => now && withChangedItem(now, id, next),
        )
      update((item) => ({ ...item, ...change }))
      const { input, output, payloadsPurgedAt, public: isPublic } = before
      const fields = { input, output, payloadsPurgedAt, public: isPublic }
      undo.push(() => update((item) => (isStill(item, change) ? { ...item, ...fields } : item)))
    }
    return () => undo.forEach((step) => step())
  }

  async function perform(id: string, change: Change, call: () => Promise<unknown>): Promise<void> {
    const undo = show(id, change)
    try {
      await call()
    } catch (error) {
      undo()
      throw error
    }
  }

  const path = (id: string) => `/requests/${encodeURIComponent(id)}`
  return {
    async deletePayloads(id) {
      const payloadsPurgedAt = new Date(clock.now()).toISOString()
      await perform(id, { payloadsPurgedAt, input: {}, output: {} }, () =>
        // Idempotent: a lost answer may be asked for again.
        client.transport.call({ host: 'queue', path: `${path(id)}/payloads`, method: 'DELETE', retry: true }),
      )
      void queryClient.invalidateQueries({ queryKey: modelRunnerKeys.result(scope, id) })
      void queryClient.invalidateQueries({ queryKey: modelRunnerKeys.files(scope) })
    },
    setPublic: (id, isPublic) =>
      perform(id, { public: isPublic }, () =>
        client.transport.call<RequestItem>({
          host: 'queue',
          path: `${path(id)}/visibility`,
          method: 'PATCH',
          body: { public: isPublic },
          shape: requestItemShape,
          retry: true,
        }),
      ),
  }
}
