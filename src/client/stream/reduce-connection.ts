import type { LiveMode } from '../config.js'
import type { Down } from './stream-source.js'
import type { ConnectionState } from './tracker.js'

/** After this many attempts in a row without a steady stream, polling takes over, too. */
const FAILURES_BEFORE_POLLING = 2

/** A next attempt that is further off than this (`Retry-After`) is not waited for without an update, ms. */
const LONG_WAIT_MS = 5_000

/**
 * Where the stream is. `off`: nobody waits for anything. `none`: there is to be no stream (`live: 'poll'`). `left`: the page is
 * put away, and the stream with it.
 */
export type StreamPhase = 'off' | 'none' | 'left' | 'connecting' | 'live' | 'down'

/** What the browser says of the network. `doubted`: it says offline, and an answer came all the same. */
export type Network = 'online' | 'offline' | 'doubted'

/** The connection of one tab: the stream, polling beside or instead of it, the network. */
export interface ConnectionMachine {
  readonly mode: LiveMode
  readonly phase: StreamPhase
  readonly isPolling: boolean
  readonly network: Network
  /** The network went while this stream was open: connections seldom outlive that, and do not report it. */
  readonly wasOffline: boolean
  /** When the next stream is due, ms since the epoch. */
  readonly retryAt: number | undefined
}

/** `isOffline` is what the browser says at that moment. */
export type ConnectionEvent =
  | { type: 'start'; isOffline: boolean }
  | { type: 'stop' }
  /** The stream's own. */
  | { type: 'connecting'; isOffline: boolean }
  | { type: 'snapshot' }
  | { type: 'update' }
  | ({ type: 'down'; isOffline: boolean; now: number } & Down)
  /** It has been opening for a while and gave no byte. */
  | { type: 'quiet'; isOffline: boolean }
  /** Polling was answered. */
  | { type: 'polled' }
  | { type: 'offline' }
  | { type: 'left' }
  /** Somebody or the network is back. `isDoubtful`: the stream was silent for so long that it may be dead. */
  | { type: 'awake'; isOffline: boolean; isDoubtful: boolean }
  | { type: 'reconnect' }

/**
 * `open`, `close` and `replace` concern the stream; `enter` and `leave` what is done while it is live; `wait` begins to wait for
 * its first byte; `ask` lets whatever else reads do so now; `wake` lets reads that were refused be tried again.
 */
export type ConnectionEffect =
  'open' | 'close' | 'replace' | 'enter' | 'leave' | 'wait' | 'poll' | 'stopPolling' | 'ask' | 'wake'

export type ConnectionStep = [ConnectionMachine, ...ConnectionEffect[]]

export function initialConnection(mode: LiveMode): ConnectionMachine {
  return {
    mode,
    phase: 'off',
    isPolling: false,
    network: 'online',
    wasOffline: false,
    retryAt: undefined,
  }
}

/** What an event makes of a connection, and what has to be done. Events that do not fit change nothing. */
export function reduceConnection(before: ConnectionMachine, event: ConnectionEvent): ConnectionStep {
  const { phase, mode } = before
  if (phase === 'off') {
    if (event.type === 'start' && mode !== 'off') return open(before, event.isOffline)
    return event.type === 'reconnect' ? [before, 'wake'] : [before]
  }
  const hasStream = phase !== 'none' && phase !== 'left'
  switch (event.type) {
    case 'start':
      return [before]
    case 'stop':
      return [initialConnection(mode), ...leave(before), 'close', 'stopPolling']
    case 'connecting':
      if (!hasStream) return [before]
      return [down(before, event.isOffline), ...leave(before), 'wait']
    case 'snapshot':
      return hasStream ? enter(before) : [before]
    case 'update':
      // A stream that never gives a snapshot: whatever else is waited for is read once.
      if (hasStream && phase !== 'live') return enter(before)
      return [answered(before)]
    case 'polled':
      return [answered(before)]
    case 'down': {
      if (!hasStream) return [before]
      const { reason, retryAt, failures, now } = event
      const isLong = retryAt - now > LONG_WAIT_MS
      const next: ConnectionMachine = { ...down(before, event.isOffline), phase: 'down', retryAt }
      const polls = reason === 'unusable' || isLong || failures >= FAILURES_BEFORE_POLLING
      return polls ? poll(next, ...leave(before)) : [next, ...leave(before)]
    }
    case 'quiet':
      return phase === 'connecting' ? poll(heed(before, event.isOffline)) : [before]
    case 'offline':
      return [{ ...before, network: 'offline', wasOffline: true }]
    case 'left':
      // The browser may keep the page, and with it the lock that other tabs wait for.
      return [{ ...before, phase: 'left', retryAt: undefined }, ...leave(before), 'close']
    case 'awake':
      return awake(before, event)
    case 'reconnect':
      return hasStream ? [before, 'ask', 'replace', 'wake'] : [before, 'ask', 'wake']
    default:
      return event satisfies never
  }
}

function open(before: ConnectionMachine, isOffline: boolean): ConnectionStep {
  const next = { ...heed(before, isOffline), wasOffline: false }
  if (before.mode === 'poll') return [{ ...next, phase: 'none', isPolling: true }, 'poll']
  return [{ ...next, phase: 'connecting' }, 'open']
}

function enter(before: ConnectionMachine): ConnectionStep {
  const next = answered({ ...before, phase: 'live', isPolling: false, retryAt: undefined })
  return [next, ...leave(before), 'stopPolling', 'enter']
}

function leave({ phase }: ConnectionMachine): ConnectionEffect[] {
  return phase === 'live' ? ['leave'] : []
}

function down(before: ConnectionMachine, isOffline: boolean): ConnectionMachine {
  return { ...heed(before, isOffline), phase: 'connecting', retryAt: undefined }
}

/** Beside the stream, which may still come. */
function poll(next: ConnectionMachine, ...effects: ConnectionEffect[]): ConnectionStep {
  return next.mode === 'auto' ? [{ ...next, isPolling: true }, ...effects, 'poll'] : [next, ...effects]
}

function awake(
  before: ConnectionMachine,
  { isOffline, isDoubtful }: Extract<ConnectionEvent, { type: 'awake' }>,
): ConnectionStep {
  if (before.phase === 'left') {
    const [next, ...effects] = open(before, isOffline)
    return [next, 'ask', ...effects, 'wake']
  }
  const next = { ...heed(before, isOffline), wasOffline: false }
  if (before.phase === 'none') return [next, 'ask', 'wake']
  const isSound = before.phase === 'live' && !before.wasOffline && !isDoubtful
  return isSound ? [next, 'ask', 'wake'] : [next, 'ask', 'replace', 'wake']
}

/** Answers come: what the browser says of the network is not so. */
function answered(before: ConnectionMachine): ConnectionMachine {
  return before.network === 'offline' ? { ...before, network: 'doubted' } : before
}

/** Once an answer has contradicted the browser, only its next event is believed. */
function heed(before: ConnectionMachine, isOffline: boolean): ConnectionMachine {
  const said = before.network === 'doubted' ? 'doubted' : 'offline'
  return { ...before, network: isOffline ? said : 'online' }
}

/** What `useConnection` shows of it. */
export function shownState({ phase, isPolling, network }: ConnectionMachine): ConnectionState['state'] {
  if (phase === 'off') return 'idle'
  if (network === 'offline') return 'offline'
  if (phase === 'live') return 'live'
  return isPolling ? 'polling' : 'connecting'
}
