// @vitest-environment node
import { describe, expect, it } from 'vitest'
import {
  JOB,
  SENT,
  STORED,
  OTHERS,
  SUBMITTED,
  failed,
  turn,
  waiting,
  sending,
  handed,
  type Row,
  check,
  FORGOTTEN,
  KEPT,
} from '../../../test/support/submit-rows.js'
import { reduceSubmit } from './reduce-submit.js'

describe('a submit that waits for its turn', () => {
  it.each<Row>([
    {
      name: 'is sent when its turn comes',
      from: waiting(JOB),
      event: turn({ do: 'send' }),
      to: 'sending',
      effects: ['save', 'send'],
    },
    {
      name: 'is looked for where it may have been sent',
      from: waiting(STORED),
      event: turn({ do: 'look', maySend: true }),
      to: 'recovering',
      effects: ['recover'],
    },
    {
      name: 'is stored before a retry looks for it',
      from: waiting(SENT),
      event: turn({ do: 'look', maySend: true }),
      to: 'recovering',
      effects: ['save', 'recover'],
    },
    {
      name: 'takes the answer that another tab has',
      from: waiting(JOB),
      event: turn({ do: 'adopt', submitted: SUBMITTED }),
      to: 'accepted',
      effects: ['settle'],
    },
    {
      name: 'is over where it was reset elsewhere',
      from: waiting(STORED),
      event: turn({ do: 'abandon' }),
      to: 'idle',
      effects: ['settle'],
    },
    {
      name: 'cannot be stopped before the abort is performed',
      from: waiting(JOB),
      event: { type: 'abort' },
      to: 'waiting',
      effects: ['abort'],
    },
    {
      name: 'costs nothing where it is stopped',
      from: waiting(JOB),
      event: failed('aborted'),
      to: 'failed',
      effects: FORGOTTEN,
      billed: false,
    },
    {
      name: 'may cost where it was sent before, and stays on record',
      from: waiting(SENT),
      event: failed('aborted'),
      to: 'failed',
      effects: KEPT,
      billed: 'unknown',
    },
    {
      name: 'may cost where it was sent before a reload',
      from: waiting(STORED),
      event: failed('aborted'),
      to: 'failed',
      effects: KEPT,
      billed: 'unknown',
    },
    {
      name: "is no end, and no record, of another tab's run",
      from: waiting(OTHERS),
      event: failed('aborted'),
      to: 'idle',
      effects: ['settle'],
    },
    {
      name: 'does not wait for its turn to be cancelled',
      from: waiting(OTHERS),
      event: { type: 'cancel' },
      to: 'waiting',
      effects: ['abort'],
    },
    {
      name: 'is stopped by a cancel where nothing was sent',
      from: waiting(JOB),
      event: { type: 'cancel' },
      to: 'waiting',
      effects: ['abort'],
    },
    {
      name: 'is forgotten by a reset',
      from: waiting(JOB),
      event: { type: 'reset' },
      to: 'idle',
      effects: ['abort', 'forget', 'settle'],
    },
  ])('$name', check)

  it('is looked for to be cancelled, and not sent', () => {
    const [cancelled] = reduceSubmit(waiting(STORED), { type: 'cancel' })
    const [state, ...effects] = reduceSubmit(cancelled, failed('aborted'))
    expect(state).toMatchObject({ at: 'recovering', maySend: false })
    expect(effects).toEqual(['recover'])
  })
})

describe('a submit on its way', () => {
  it.each<Row>([
    {
      name: 'is stored as sent when fetch has it',
      from: sending(JOB),
      event: { type: 'handedOver', at: 5, now: 6 },
      to: 'sending',
      effects: ['save'],
    },
    {
      name: 'is stored with its answer',
      from: handed(SENT),
      event: { type: 'accepted', submitted: SUBMITTED },
      to: 'accepted',
      effects: ['save', 'settle'],
    },
    {
      name: 'costs nothing where it never left',
      from: sending(JOB),
      event: failed('network'),
      to: 'failed',
      effects: FORGOTTEN,
      billed: false,
    },
    {
      name: 'may cost where an earlier POST left',
      from: sending(SENT),
      event: failed('network'),
      to: 'failed',
      effects: KEPT,
      billed: 'unknown',
    },
    ...(['network', 'timeout', 'server', 'unexpected-response'] as const).map((kind): Row => ({
      name: `is looked for after a ${kind} error`,
      from: handed(SENT),
      event: failed(kind),
      to: 'recovering',
      effects: ['recover'],
    })),
    ...(
      ['insufficient-balance', 'validation', 'unauthorized', 'forbidden', 'not-found', 'too-large'] as const
    ).map((kind): Row => ({
      name: `is refused by ${kind}`,
      from: handed(SENT),
      event: failed(kind),
      to: 'failed',
      effects: FORGOTTEN,
      billed: false,
    })),
    {
      name: 'was not queued after a 429 and waits',
      from: handed(SENT),
      event: failed('rate-limited'),
      to: 'recovering',
      effects: ['save', 'recover'],
    },
    {
      name: 'is refused by a page with a status of its own',
      from: handed(SENT),
      event: failed('proxy', { status: 405 }),
      to: 'failed',
      effects: FORGOTTEN,
      billed: false,
    },
    {
      name: 'is looked for after a page in place of an answer',
      from: handed(SENT),
      event: failed('proxy', { status: 200 }),
      to: 'recovering',
      effects: ['recover'],
    },
    {
      name: 'may cost where it was aborted on its way',
      from: handed(SENT),
      event: failed('aborted'),
      to: 'failed',
      effects: KEPT,
      billed: 'unknown',
    },
    {
      name: 'may cost without its tag, and is not looked for',
      from: handed({ ...SENT, options: { exactlyOnce: false } }),
      event: failed('network'),
      to: 'failed',
      effects: KEPT,
      billed: 'unknown',
    },
    {
      name: 'is not cut off by a cancel once it left',
      from: handed(SENT),
      event: { type: 'cancel' },
      to: 'sending',
    },
    {
      name: 'is stopped by a cancel before it leaves',
      from: sending(JOB),
      event: { type: 'cancel' },
      to: 'sending',
      effects: ['abort'],
    },
    {
      name: 'is forgotten by a reset, and not cut off',
      from: handed(SENT),
      event: { type: 'reset' },
      to: 'sending',
      effects: ['forget'],
    },
    {
      name: 'is not sent again after a cancel',
      from: handed(SENT, { unwanted: 'cancel' }),
      event: failed('rate-limited'),
      to: 'failed',
      effects: FORGOTTEN,
      billed: false,
    },
    {
      name: 'is not looked for after a cancel',
      from: handed(SENT, { unwanted: 'cancel' }),
      event: failed('network'),
      to: 'failed',
      effects: KEPT,
      billed: 'unknown',
    },
    { name: 'does not start twice', from: handed(SENT), event: turn({ do: 'send' }), to: 'sending' },
  ])('$name', check)

  it('keeps the time of its first POST', () => {
    const [first] = reduceSubmit(sending(JOB), { type: 'handedOver', at: 5, now: 6 })
    expect(first).toMatchObject({ job: { isSent: true, at: 5, startedAt: 6 } })
    if (first.at !== 'sending') throw new Error('It is on its way.')
    const [second] = reduceSubmit(sending(first.job), { type: 'handedOver', at: 50, now: 60 })
    expect(second).toMatchObject({ job: { isSent: true, at: 5, startedAt: 6 } })
  })

  it('was not sent after a 429, unless an earlier POST was', () => {
    const [refused] = reduceSubmit(handed(SENT), failed('rate-limited'))
    expect(refused).toMatchObject({ job: { isSent: false } })
    const [again] = reduceSubmit(handed(SENT, { absences: 1 }), failed('rate-limited'))
    expect(again).toMatchObject({ job: { isSent: true } })
  })

  it('does not report the end of a run that was reset', () => {
    const [state] = reduceSubmit(handed(SENT, { unwanted: 'reset' }), {
      type: 'accepted',
      submitted: SUBMITTED,
    })
    expect(state).toMatchObject({ at: 'accepted', isNotified: true })
    const [wanted] = reduceSubmit(handed(SENT, { unwanted: 'cancel' }), {
      type: 'accepted',
      submitted: SUBMITTED,
    })
    expect(wanted).not.toHaveProperty('isNotified')
  })
})
