import { useRequestStatus, useSubmit } from 'modelrunner-react'

const WORDS = { pending: 'in progress', succeeded: 'done', failed: 'failed', cancelled: 'cancelled' }

/** May stand anywhere on the page, in any number: all badges share the provider's one stream. */
function RunBadge({ requestId }: { requestId: string | undefined }) {
  const { status, outcome, transport, startedAt, finishedAt } = useRequestStatus(requestId)
  const seconds =
    startedAt && finishedAt ? ((finishedAt.getTime() - startedAt.getTime()) / 1000).toFixed(1) : undefined
  return (
    <>
      <p role="status">{outcome ? WORDS[outcome] : 'not started'}</p>
      <dl>
        <dt>Status</dt>
        <dd>{status ?? 'none'}</dd>
        <dt>Updates by</dt>
        <dd>{transport}</dd>
        {seconds && (
          <>
            <dt>Run time</dt>
            <dd>{seconds} s</dd>
          </>
        )}
      </dl>
    </>
  )
}

export function WatchedRun({ endpoint }: { endpoint: string }) {
  const { submit, requestId, isPending } = useSubmit<{ prompt: string }>(endpoint)
  return (
    <div className="example">
      <button type="button" disabled={isPending} onClick={() => submit({ prompt: 'a harbour' })}>
        Start a run
      </button>
      <RunBadge requestId={requestId} />
    </div>
  )
}
