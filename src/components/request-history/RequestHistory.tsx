'use client'
import { forwardRef, lazy, Suspense, useCallback, useMemo, useState, type ForwardedRef } from 'react'
import { notLoadedError } from '../../hooks/notice-errors.js'
import { useNow } from '../../hooks/use-now.js'
import { useRequests, type RequestFilters, type UseRequestsResult } from '../../hooks/useRequests.js'
import { enHistory } from '../../messages/english/en-history.js'
import { enStatus } from '../../messages/english/en-status.js'
import type { RequestItem } from '../../protocol/request-item.js'
import { ErrorNotice } from '../error-notice/ErrorNotice.js'
import { useChunk, createChunk } from '../internal/chunk.js'
import { Icon } from '../internal/Icon.js'
import * as libraryIcons from '../internal/icons/library-icons.js'
import type { ComponentOf, PropsOf } from '../internal/part-props.js'
import { useAreaMessages } from '../internal/use-area-messages.js'
import { Part, Root, type RequestHistoryParts } from './parts.js'
import type { RunDetailsActions } from './RunDetails.js'

/** With the virtual list: the runs take a call of their own, and its code arrives meanwhile. */
const rowsChunk = createChunk(() => import('./HistoryRows.js'))

const TEXTS = { ...enHistory, ...enStatus }

// With the output view, which a list alone does not need.
const RunDetails = lazy(() => import('./RunDetails.js').then(({ RunDetails }) => ({ default: RunDetails })))

/** `5 min ago` grows old at this pace, ms. */
const TIME_STEP_MS = 30_000

/**
 * The runs of this person, newest first: live while it is on the page, read on as it is scrolled, and only the rows in
 * sight are in the page.
 *
 * @example
 * <RequestHistory filters={{ endpoint }} onSelect={(request) => setRequestId(request.id)} />
 */
export const RequestHistory: ComponentOf<RequestHistoryProps, 'section'> = forwardRef(function RequestHistory(
  { filters, onSelect, onRunAgain, onUse, children, ...outer }: RequestHistoryProps,
  ref: ForwardedRef<HTMLElement>,
) {
  const messages = useAreaMessages(TEXTS)
  const history = useRequests(filters)
  const { requests, total, isPending, error, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } =
    history
  const now = useNow(TIME_STEP_MS)
  const [openId, setOpenId] = useState<string>()
  const opened = requests.find(({ id }) => id === openId)
  const { deletePayloads, setPublic } = history as UseRequestsResult & RunDetailsActions

  const mayReadOn = hasNextPage && !isFetchingNextPage && !error
  const onNearEnd = useCallback(() => {
    if (mayReadOn) void fetchNextPage()
  }, [mayReadOn, fetchNextPage])
  const list = useChunk(rowsChunk, !children)
  // A new one per failure: a notice retries each error once.
  const notLoaded = useMemo(
    () => (list.state === 'failed' ? notLoadedError('RequestHistory') : undefined),
    [list.state],
  )
  const rows = children || list.state === 'ready' ? 'ready' : notLoaded ? 'error' : 'loading'
  const state = requests.length ? rows : isPending ? 'loading' : error ? 'error' : 'empty'

  return (
    <Root
      as="section"
      ref={ref}
      outer={outer}
      state={state}
      look="stack"
      aria-label={messages.historyLabel}
      aria-busy={state === 'loading' || undefined}
    >
      {children ? (
        children(history)
      ) : (
        <>
          {requests.length > 0 && (
            <Part part="count" as="p" look="hint">
              {messages.historyCount(total)}
            </Part>
          )}
          <ErrorNotice
            error={notLoaded ?? error}
            compact
            onRetry={notLoaded ? rowsChunk.load : requests.length && hasNextPage ? fetchNextPage : refetch}
          />
          {state === 'loading' && (
            <Part part="placeholder" as="p" look="hint busy row">
              {messages.historyLoading}
            </Part>
          )}
          {state === 'empty' && (
            <Part part="placeholder" look="well hint empty stack">
              <Icon path={libraryIcons.clock} />
              {messages.historyEmpty}
            </Part>
          )}
          {list.state === 'ready' && (
            <list.value.HistoryRows
              requests={requests}
              total={total}
              messages={messages}
              now={now}
              onSelect={onSelect ?? (({ id }) => setOpenId(id))}
              onNearEnd={onNearEnd}
            />
          )}
          {opened && (
            <Suspense fallback={null}>
              <RunDetails
                request={opened}
                actions={{
                  onUse,
                  deletePayloads,
                  setPublic,
                  onRunAgain: onRunAgain && ((request) => (setOpenId(undefined), onRunAgain(request))),
                }}
                onClose={() => setOpenId(undefined)}
              />
            </Suspense>
          )}
          {isFetchingNextPage && (
            <Part part="placeholder" look="hint busy row">
              {messages.historyLoadingMore}
            </Part>
          )}
        </>
      )}
    </Root>
  )
})

interface OwnProps {
  /** Which runs; all where it is left out. Written in place is fine. */
  filters?: RequestFilters
  /** Instead of opening the run in a dialog. */
  onSelect?: (request: RequestItem) => void
  /** Offers to run an opened run again: gets it with its `input`. */
  onRunAgain?: (request: RequestItem) => void
  /** Offers the files of an opened run as an input. */
  onUse?: (url: string) => void
}

export type RequestHistoryProps = PropsOf<'section', RequestHistoryParts, UseRequestsResult, OwnProps>
