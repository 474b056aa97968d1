// @vitest-environment node
import { describe, expect, it } from 'vitest'
import {
  accepted,
  CANCELLED,
  FAILED,
  ITEM,
  live,
  PURGED,
  SUCCEEDED,
  UNREAD,
} from '../../../test/support/outcome-rows.js'
import { errorOf, JOB, SUBMITTED } from '../../../test/support/submit-rows.js'
import { isEnded, viewOf } from './reduce-outcome.js'
import { IDLE } from './reduce-submit.js'
import type { RunState } from './run-state.js'

const PROGRESS = { loaded: 1, total: 2, ratio: 0.5, bytesPerSecond: 1, secondsRemaining: 1 }

describe('what is shown', () => {
  const error = errorOf('network')
  const common = { clientId: 'c1', variables: JOB.variables }
  const shown = {
    ...common,
    phase: 'queued',
    requestId: 'r1',
    submitted: SUBMITTED,
    request: undefined,
    output: undefined,
    error: undefined,
    cancelOutcome: undefined,
    startedAt: 0,
    endedAt: undefined,
  }

  it.each<[string, RunState, object]>([
    ['nothing', IDLE, { phase: 'idle' }],
    [
      'an upload',
      { at: 'uploading', job: JOB, progress: PROGRESS },
      { ...common, phase: 'uploading', uploadProgress: PROGRESS },
    ],
    ['a submit', { at: 'waiting', job: JOB }, { ...common, phase: 'submitting' }],
    ['a refused submit', { at: 'failed', job: JOB, error }, { ...common, phase: 'failed', error }],
    ['a request of unknown state', accepted(), shown],
    ['a queued request', accepted({ live: live({ status: 'IN_QUEUE' }) }), shown],
    [
      'a running request',
      accepted({ live: live({ status: 'IN_PROGRESS' }) }),
      { ...shown, phase: 'running' },
    ],
    [
      'a request that is charged at this moment',
      accepted({ live: live({ status: 'COMPLETED' }) }),
      { ...shown, phase: 'running' },
    ],
    [
      'a success',
      accepted({ live: SUCCEEDED, endedAt: 500 }),
      { ...shown, phase: 'succeeded', request: ITEM, output: ITEM.output, endedAt: 500 },
    ],
    [
      'an output that was read apart',
      accepted({ live: UNREAD, read: 'done', output: 'text' }),
      { ...shown, phase: 'succeeded', request: UNREAD.request, output: 'text' },
    ],
    [
      'a success whose output is read',
      accepted({ live: UNREAD, read: 'reading' }),
      { ...shown, phase: 'running', request: UNREAD.request },
    ],
    [
      'a success whose output cannot be read',
      accepted({ live: UNREAD, read: 'failed', readError: error }),
      { ...shown, phase: 'succeeded', request: UNREAD.request, error },
    ],
    [
      'a success whose output is read again after that failed',
      accepted({ live: UNREAD, read: 'reading', readError: error }),
      { ...shown, phase: 'succeeded', request: UNREAD.request, error },
    ],
    [
      'a success whose output was removed',
      accepted({ live: PURGED }),
      { ...shown, phase: 'succeeded', request: PURGED.request },
    ],
    ['a failure', accepted({ live: FAILED }), { ...shown, phase: 'failed', error: FAILED.error }],
    [
      'no output of a failure',
      accepted({ live: { ...FAILED, request: ITEM }, output: 'text' }),
      { ...shown, phase: 'failed', request: ITEM, error: FAILED.error },
    ],
    [
      'a cancelled run',
      accepted({ live: CANCELLED, cancelOutcome: 'cancelled' }),
      { ...shown, phase: 'cancelled', cancelOutcome: 'cancelled' },
    ],
    [
      'a state that cannot be read',
      accepted({ live: live({ error }), cancelError: errorOf('server') }),
      { ...shown, error },
    ],
    ['a cancel that failed', accepted({ live: live(), cancelError: error }), { ...shown, error }],
    [
      'no failed cancel of a success',
      accepted({ live: SUCCEEDED, cancelError: error }),
      { ...shown, phase: 'succeeded', request: ITEM, output: ITEM.output },
    ],
  ])('is %s', (_, state, view) => {
    expect(viewOf(state)).toEqual(view)
  })

  it.each<[boolean, string, RunState]>([
    [false, 'an idle run', IDLE],
    [false, 'a submit', { at: 'waiting', job: JOB }],
    [true, 'a refused submit', { at: 'failed', job: JOB, error }],
    [false, 'a request in flight', accepted({ live: live() })],
    [true, 'a success', accepted({ live: SUCCEEDED })],
    [false, 'a success whose output is read', accepted({ live: UNREAD, read: 'reading' })],
    [
      false,
      'a success whose output cannot be read',
      accepted({ live: UNREAD, read: 'failed', readError: error }),
    ],
  ])('is ended (%s): %s', (ended, _, state) => {
    expect(isEnded(state)).toBe(ended)
  })
})
