// @vitest-environment node
import { describe, expect, it } from 'vitest'
import {
  accepted,
  CANCELLED,
  FAILED,
  FAILED_UNREAD,
  live,
  PURGED,
  SUCCEEDED,
  UNREAD,
} from '../../../test/support/outcome-rows.js'
import { errorOf, OTHERS, STORED } from '../../../test/support/submit-rows.js'
import type { LiveRequest } from '../store/live-requests.js'
import { reduce } from './reduce-outcome.js'
import { IDLE } from './reduce-submit.js'
import type { Accepted, RunEvent } from './run-state.js'

const seen = (of: LiveRequest, now = 500): RunEvent => ({ type: 'live', live: of, now })

interface Row {
  name: string
  from: Accepted
  event: RunEvent
  /** What differs in the state. */
  change?: Partial<Accepted>
  effects?: string[]
}

const rows = (cases: Row[]) =>
  it.each(cases)('$name', ({ from, event, change = {}, effects = [] }) => {
    const [state, ...done] = reduce(from, event)
    expect(state).toEqual({ ...from, ...change })
    expect(done).toEqual(effects)
  })

describe('a reported state', () => {
  rows([
    { name: 'is kept', from: accepted(), event: seen(live()), change: { live: live() } },
    {
      name: 'notifies of an end whose output is there',
      from: accepted(),
      event: seen(SUCCEEDED),
      change: { live: SUCCEEDED, endedAt: 500 },
      effects: ['notify'],
    },
    {
      name: 'notifies of an output that retention removed',
      from: accepted(),
      event: seen(PURGED),
      change: { live: PURGED, endedAt: 500 },
      effects: ['notify'],
    },
    {
      name: 'reads an output that is not there',
      from: accepted(),
      event: seen(UNREAD),
      change: { live: UNREAD, endedAt: 500, read: 'reading' },
      effects: ['read'],
    },
    {
      name: 'reads the reason of a failure that is not there',
      from: accepted(),
      event: seen(FAILED_UNREAD),
      change: { live: FAILED_UNREAD, endedAt: 500, read: 'reading' },
      effects: ['read'],
    },
    {
      name: 'waits for the read that goes on',
      from: accepted({ live: UNREAD, endedAt: 400, read: 'reading' }),
      event: seen({ ...UNREAD }),
    },
    {
      name: 'notifies of an output that comes while it is read',
      from: accepted({ live: UNREAD, endedAt: 400, read: 'reading' }),
      event: seen(SUCCEEDED),
      change: { live: SUCCEEDED },
      effects: ['notify'],
    },
    {
      name: 'is no second read after the first',
      from: accepted({ live: UNREAD, endedAt: 400, read: 'done', isNotified: true }),
      event: seen({ ...UNREAD }),
    },
    {
      name: 'brings what could not be read',
      from: accepted({ live: UNREAD, endedAt: 400, read: 'failed', readError: errorOf('network') }),
      event: seen(SUCCEEDED),
      change: { live: SUCCEEDED, read: 'done', readError: undefined },
      effects: ['notify'],
    },
    {
      name: 'leaves what could not be read unread',
      from: accepted({ live: UNREAD, endedAt: 400, read: 'failed', readError: errorOf('network') }),
      event: seen({ ...UNREAD }),
    },
    {
      name: 'notifies once',
      from: accepted({ live: FAILED, endedAt: 400, isNotified: true }),
      event: seen({ ...FAILED }),
    },
    {
      name: 'changes no known outcome',
      from: accepted({ live: CANCELLED, endedAt: 400 }),
      event: seen(SUCCEEDED),
    },
    {
      name: 'changes nothing where it is the same',
      from: accepted({ live: SUCCEEDED, endedAt: 400 }),
      event: seen(SUCCEEDED),
    },
  ])
})

describe('the time of the end', () => {
  const submittedAt = 1_000
  const over = { ...SUCCEEDED, submittedAt, finishedAt: submittedAt + 70 }
  const endOf = (from: Accepted, of: LiveRequest) => (reduce(from, seen(of))[0] as Accepted).endedAt
  const stored = (more: Partial<Accepted> = {}) =>
    accepted({ job: { ...STORED, startedAt: -2_000 }, ...more })

  it.each([
    ['when it was seen, of a run of this page', accepted(), over, 500],
    [
      'when it was seen, where an earlier state was seen, too',
      stored({ live: live({ status: 'IN_QUEUE' }) }),
      over,
      500,
    ],
    ["the platform's duration, where only the end was seen", stored(), over, -1_930],
    ['the same where the request was known without a state', stored({ live: live() }), over, -1_930],
    ['never before the start', stored(), { ...over, finishedAt: 0 }, -2_000],
    ['when it was seen, where the platform gives no end', stored(), { ...over, finishedAt: undefined }, 500],
    [
      'when it was seen, where the platform gives no start',
      stored(),
      { ...over, submittedAt: undefined },
      500,
    ],
    ['what it was before', accepted({ endedAt: 300 }), over, 300],
    ['not there before the end', accepted(), live(), undefined],
  ])('is %s', (_, from, of, endedAt) => {
    expect(endOf(from, of)).toBe(endedAt)
  })
})

describe('the read after the end', () => {
  const reading = accepted({ live: UNREAD, endedAt: 400, read: 'reading' })
  const error = errorOf('network')
  const unreadable = accepted({ live: UNREAD, endedAt: 400, read: 'failed', readError: error })
  rows([
    {
      name: 'notifies with the output',
      from: reading,
      event: { type: 'read', output: 'text' },
      change: { read: 'done', output: 'text', readError: undefined },
      effects: ['notify'],
    },
    {
      name: 'does not notify twice',
      from: { ...reading, isNotified: true },
      event: { type: 'read', output: 'text' },
      change: { read: 'done', output: 'text', readError: undefined },
    },
    {
      name: 'clears the error of an earlier read',
      from: { ...unreadable, read: 'reading' },
      event: { type: 'read', output: 'text' },
      change: { read: 'done', output: 'text', readError: undefined },
      effects: ['notify'],
    },
    {
      name: 'is tried again later where it fails',
      from: reading,
      event: { type: 'unread', error },
      change: { read: 'failed', readError: error },
      effects: ['readLater'],
    },
    {
      name: 'is made again when its time has come',
      from: unreadable,
      event: { type: 'readAgain' },
      change: { read: 'reading' },
      effects: ['read'],
    },
    { name: 'is not made beside one that goes on', from: reading, event: { type: 'readAgain' } },
    {
      name: 'before any state is no end',
      from: accepted({ read: 'reading' }),
      event: { type: 'read', output: 'text' },
      change: { read: 'done', output: 'text', readError: undefined },
    },
    {
      name: 'of a request in flight is no end',
      from: accepted({ live: live(), read: 'reading' }),
      event: { type: 'read', output: 'text' },
      change: { read: 'done', output: 'text', readError: undefined },
    },
  ])
})

describe('a cancel', () => {
  const error = errorOf('network')
  rows([
    {
      name: 'clears what the last one failed with',
      from: accepted({ cancelError: error }),
      event: { type: 'cancel' },
      change: { cancelError: undefined },
    },
    {
      name: "keeps the platform's answer",
      from: accepted(),
      event: { type: 'cancelled', outcome: 'still-running' },
      change: { cancelOutcome: 'still-running' },
    },
    {
      name: 'that failed keeps why',
      from: accepted(),
      event: { type: 'notCancelled', error },
      change: { cancelError: error },
    },
  ])
})

describe('a retry', () => {
  const error = errorOf('network')
  rows([
    {
      name: 'submits a failed generation again',
      from: accepted({ live: FAILED }),
      event: { type: 'retry' },
      effects: ['resubmit'],
    },
    {
      name: 'submits it again, also where its reason cannot be read',
      from: accepted({ live: FAILED_UNREAD, read: 'failed', readError: error }),
      event: { type: 'retry' },
      effects: ['resubmit'],
    },
    {
      name: 'reads what could not be read',
      from: accepted({ live: UNREAD, read: 'failed', readError: error }),
      event: { type: 'retry' },
      change: { read: 'reading' },
      effects: ['read'],
    },
    {
      name: 'cancels again where that failed',
      from: accepted({ live: live({ error }), cancelError: error }),
      event: { type: 'retry' },
      effects: ['cancel'],
    },
    {
      name: 'reads a state that could not be read',
      from: accepted({ live: live({ error }) }),
      event: { type: 'retry' },
      effects: ['refresh'],
    },
    {
      name: 'does nothing to a run that goes well',
      from: accepted({ live: live({ status: 'IN_PROGRESS' }) }),
      event: { type: 'retry' },
    },
    { name: 'does nothing before a state is known', from: accepted(), event: { type: 'retry' } },
    {
      name: 'does nothing to a success, also where its cancel failed',
      from: accepted({ live: SUCCEEDED, cancelError: error }),
      event: { type: 'retry' },
    },
  ])
})

describe('an accepted run', () => {
  rows([
    {
      name: 'keeps that its end was reported',
      from: accepted(),
      event: { type: 'notified' },
      change: { isNotified: true },
    },
    {
      name: 'keeps that its end was reported to nobody',
      from: accepted({ isNotified: true }),
      event: { type: 'notNotified' },
      change: { isNotified: false },
    },
    {
      name: 'takes no answer of a submit',
      from: accepted(),
      event: { type: 'failed', error: errorOf('network') },
    },
  ])

  it('is forgotten by a reset', () => {
    expect(reduce(accepted({ live: live() }), { type: 'reset' })).toEqual([IDLE, 'forget'])
  })

  it('gives way to the next start', () => {
    expect(reduce(accepted(), { type: 'start', job: OTHERS })).toEqual([
      { at: 'waiting', job: OTHERS },
      'enter',
    ])
  })
})
