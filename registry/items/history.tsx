'use client'

import { outcomeOf, useRequests, type RequestItem } from 'modelrunner-react'

interface HistoryProps {
  onSelect?: (request: RequestItem) => void
}

const LABELS = { pending: 'Running', succeeded: 'Done', failed: 'Failed', cancelled: 'Cancelled' } as const

/** Runs, newest first, followed live. COMPLETED alone is not success: the outcome is what counts. */
export function RunHistory({ onSelect }: HistoryProps) {
  const { requests, hasNextPage, fetchNextPage, isPending, error } = useRequests()
  if (error) return <p role="alert">{error.message}</p>
  if (!isPending && requests.length === 0)
    return <p className="text-muted-foreground text-sm">Your runs appear here.</p>
  return (
    <div className="grid gap-2 text-sm">
      <ul className="divide-border divide-y">
        {requests.map((request) => (
          <li key={request.id}>
            <button
              type="button"
              onClick={() => onSelect?.(request)}
              className="hover:bg-accent flex w-full justify-between gap-4 px-2 py-2 text-start"
            >
              <span>{request.modelEndpoint}</span>
              <span className="text-muted-foreground">
                {LABELS[outcomeOf(request)]}
                {request.totalPrice ? ` · $${request.totalPrice}` : ''}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {hasNextPage && (
        <button
          type="button"
          onClick={() => fetchNextPage()}
          className="border-input w-fit rounded-md border px-3 py-1.5"
        >
          Show more
        </button>
      )}
    </div>
  )
}
