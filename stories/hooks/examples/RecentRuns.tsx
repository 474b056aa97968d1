import { outcomeOf, useRequests, useSubmit } from 'modelrunner-react'

/** A list that needs no reload: new runs come on top, rows change as their runs do. */
export function RecentRuns() {
  const { requests, total, isPending, error } = useRequests({ limit: 5 })
  const { submit } = useSubmit<{ prompt: string }>('test/echo', { concurrent: true })
  return (
    <div className="example">
      <button type="button" onClick={() => submit({ prompt: 'one more' })}>
        Run once more
      </button>
      <p role="status">{isPending ? 'Looking …' : `${total} runs`}</p>
      <ol>
        {requests.slice(0, 5).map((request) => (
          <li key={request.id}>
            {request.modelEndpoint}: {outcomeOf(request)}
          </li>
        ))}
      </ol>
      {error && <p role="alert">{error.message}</p>}
    </div>
  )
}
