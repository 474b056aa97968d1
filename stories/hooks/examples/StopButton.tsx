import { useCancel, useSubmit } from 'modelrunner-react'

const TRUTH = {
  cancelled: 'Stopped. You will not be charged.',
  'already-finished': 'It was finished already.',
  'still-running': 'It could not be stopped: it runs on and will be charged.',
}

/** Asks the platform to stop a run, and says what that came to. */
export function StopButton({ endpoint }: { endpoint: string }) {
  const { submit, requestId } = useSubmit<{ prompt: string }>(endpoint)
  const { cancel, outcome, isPending, error } = useCancel()
  return (
    <div className="example">
      <div className="row">
        <button type="button" disabled={requestId !== undefined} onClick={() => submit({ prompt: 'a film' })}>
          Start
        </button>
        <button
          type="button"
          disabled={requestId === undefined || isPending}
          onClick={() => requestId && void cancel({ requestId, endpoint }).catch(() => {})}
        >
          Stop
        </button>
      </div>
      <p role="status">{outcome && TRUTH[outcome]}</p>
      {error && <p role="alert">{error.message}</p>}
    </div>
  )
}
