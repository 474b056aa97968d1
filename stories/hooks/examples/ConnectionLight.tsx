import { useConnection, useRequestStatus, useSubmit } from 'modelrunner-react'

const WORDS = {
  idle: 'idle',
  connecting: 'connecting…',
  live: 'live',
  polling: 'polling',
  offline: 'offline',
}

/** A small sign in the corner of an app; a person need not know of streams. */
export function ConnectionLight() {
  const { state, retryAt, reconnect } = useConnection()
  const { submit, requestId } = useSubmit<{ prompt: string }>('test/stuck')
  useRequestStatus(requestId)
  return (
    <div className="example">
      <p role="status">
        <span className={`light ${state}`} aria-hidden /> {WORDS[state]}
      </p>
      {retryAt && (
        <button type="button" onClick={reconnect}>
          Connect now
        </button>
      )}
      <button type="button" disabled={requestId !== undefined} onClick={() => submit({ prompt: 'wait' })}>
        Start something to watch
      </button>
    </div>
  )
}
