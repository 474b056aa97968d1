import { useConnection } from 'modelrunner-react'

const WORDS = {
  idle: 'Idle',
  connecting: 'Connecting…',
  live: 'Live',
  polling: 'Polling',
  offline: 'Offline',
} as const

const MEANING = {
  idle: 'Nothing is running, so no connection is open',
  connecting: 'Opening the event stream',
  live: 'One event stream brings every change',
  polling: 'The event stream does not get through: one list call every few seconds instead',
  offline: 'No network; it goes on by itself when it is back',
} as const

/** What `useConnection` says. */
export function ConnectionBadge() {
  const { state, reconnect } = useConnection()
  return (
    <span className="connection" data-state={state} title={MEANING[state]}>
      <span role="status">{WORDS[state]}</span>
      {state === 'offline' && (
        <button type="button" className="plain" onClick={reconnect}>
          Reconnect
        </button>
      )}
    </span>
  )
}
