// @vitest-environment node
import { describe, expect, it } from 'vitest'
import {
  errorOf,
  failed,
  handed,
  JOB,
  OTHERS,
  recovering,
  SENT,
  sending,
  SUBMITTED,
  turn,
  waiting,
} from '../../../test/support/submit-rows.js'
import { IDLE, isBusy, reduceSubmit } from './reduce-submit.js'
import type { RunEvent, RunState, Step } from './run-state.js'

describe('what a submit remembers', () => {
  const error = errorOf('network')
  const refused: RunState = { at: 'failed', job: JOB, error: errorOf('validation') }
  const cancelled: RunState = { at: 'waiting', job: SENT, isCancelled: true }
  const lost: RunState = { at: 'failed', job: JOB, error: errorOf('network', { maybeSubmitted: true }) }

  it.each<[string, RunState, RunEvent, Step]>([
    [
      'that a POST was handed over, and when',
      sending(JOB),
      { type: 'handedOver', at: 7, now: 3 },
      [handed({ ...JOB, isSent: true, at: 7, startedAt: 3 }), 'save'],
    ],
    [
      'the start of the first POST when a second is handed over',
      sending(SENT, { tries: 1 }),
      { type: 'handedOver', at: 7, now: 3 },
      [handed(SENT, { tries: 1 }), 'save'],
    ],
    [
      'that the next POST is not handed over yet',
      recovering(SENT),
      { type: 'again', tries: 2, absences: 1 },
      [sending(SENT, { tries: 2, absences: 1 }), 'save', 'send'],
    ],
    [
      'that a POST that got no answer may be sent again, once it is known to be lost',
      handed(SENT, { tries: 1, absences: 2 }),
      { type: 'failed', error },
      [{ ...handed(SENT, { tries: 1, absences: 2 }), at: 'recovering', error, maySend: true }, 'recover'],
    ],
    ["nothing of another tab's POST", recovering(SENT), { type: 'gone' }, [IDLE, 'settle']],
    ['the POST that is aborted', handed(SENT), { type: 'abort' }, [handed(SENT), 'abort']],
    ['that its failure was reported', refused, { type: 'notified' }, [{ ...refused, isNotified: true }]],
    [
      'that its failure was reported to nobody',
      { ...refused, isNotified: true },
      { type: 'notNotified' },
      [{ ...refused, isNotified: false }],
    ],
    ['its failure, whatever else comes', refused, { type: 'readAgain' }, [refused]],
    [
      'on a retry that it may be at the platform',
      lost,
      { type: 'retry' },
      [waiting({ ...JOB, origin: 'click', isSent: true }), 'enter'],
    ],
    ['its wait, whatever else comes', waiting(JOB), { type: 'readAgain' }, [waiting(JOB)]],
    ['its wait for the lock, while it is cancelled', cancelled, { type: 'readAgain' }, [cancelled]],
    ['nothing while it is idle', IDLE, { type: 'retry' }, [IDLE]],
    [
      'the run of another tab that it found',
      waiting(JOB),
      turn({ do: 'look', job: OTHERS, maySend: false }),
      [recovering(OTHERS, { maySend: false }), 'recover'],
    ],
    [
      'an accepted request until it is reset',
      { at: 'accepted', job: JOB, submitted: SUBMITTED, isAdopted: false, read: 'none' },
      { type: 'reset' },
      [IDLE, 'forget'],
    ],
    [
      'an accepted request, whatever else comes',
      { at: 'accepted', job: JOB, submitted: SUBMITTED, isAdopted: false, read: 'none' },
      { type: 'abort' },
      [{ at: 'accepted', job: JOB, submitted: SUBMITTED, isAdopted: false, read: 'none' }],
    ],
  ])('is %s', (_, from, event, step) => {
    expect(reduceSubmit(from, event)).toEqual(step)
  })

  it('is a network error where the code that recovers cannot be loaded and nothing else is known', () => {
    const [state] = reduceSubmit(recovering(SENT), { type: 'notLoaded' })
    expect(state).toMatchObject({ at: 'failed', error: { kind: 'network', maybeSubmitted: true } })
  })

  it.each([
    ['399', 399, 'recovering'],
    ['400', 400, 'failed'],
  ])('is unclear after a page of the proxy with status %s: %s', (_, status, at) => {
    expect(reduceSubmit(handed(SENT), failed('proxy', { status }))[0].at).toBe(at)
  })
})

describe('a submit is under way', () => {
  it.each<[boolean, RunState]>([
    [false, IDLE],
    [true, { at: 'uploading', job: JOB }],
    [true, waiting(JOB)],
    [true, sending(JOB)],
    [true, recovering(JOB)],
    [false, { at: 'failed', job: JOB, error: errorOf('validation') }],
    [false, { at: 'accepted', job: JOB, submitted: SUBMITTED, isAdopted: false, read: 'none' }],
  ])('%s: %o', (busy, state) => {
    expect(isBusy(state)).toBe(busy)
  })
})
