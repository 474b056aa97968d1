// @vitest-environment node
import { describe, expect, it } from 'vitest'
import {
  JOB,
  SENT,
  STORED,
  OTHERS,
  SUBMITTED,
  errorOf,
  failed,
  recovering,
  type Row,
  check,
  FORGOTTEN,
  KEPT,
} from '../../../test/support/submit-rows.js'
import { reduceSubmit } from './reduce-submit.js'
import type { RunEvent, RunState } from './run-state.js'

describe('a submit that is looked for', () => {
  it.each<Row>([
    {
      name: 'is found',
      from: recovering(SENT),
      event: { type: 'found', submitted: SUBMITTED },
      to: 'accepted',
      effects: ['save', 'settle'],
    },
    {
      name: 'is sent again',
      from: recovering(SENT),
      event: { type: 'again', tries: 0, absences: 1 },
      to: 'sending',
      effects: ['save', 'send'],
    },
    {
      name: 'is given up',
      from: recovering(SENT),
      event: { type: 'givenUp', error: errorOf('network', { billed: 'unknown', maybeSubmitted: true }) },
      to: 'failed',
      effects: KEPT,
      billed: 'unknown',
    },
    {
      name: 'is left to the tab whose run it is',
      from: recovering(OTHERS),
      event: { type: 'gone' },
      to: 'idle',
      effects: ['settle'],
    },
    {
      name: 'may cost where it is aborted',
      from: recovering(SENT),
      event: failed('aborted'),
      to: 'failed',
      effects: KEPT,
      billed: 'unknown',
    },
    {
      name: 'costs nothing where it is aborted and was not sent',
      from: recovering(JOB),
      event: failed('aborted'),
      to: 'failed',
      effects: FORGOTTEN,
      billed: false,
    },
    {
      name: "is no end of another tab's run where it is aborted",
      from: recovering(OTHERS),
      event: failed('aborted'),
      to: 'idle',
      effects: ['settle'],
    },
    {
      name: 'is of unknown fate where its code cannot be loaded',
      from: recovering(SENT, { error: errorOf('server') }),
      event: { type: 'notLoaded' },
      to: 'failed',
      effects: KEPT,
      billed: 'unknown',
    },
    {
      name: "is no end of another tab's run where its code cannot be loaded",
      from: recovering(OTHERS),
      event: { type: 'notLoaded' },
      to: 'idle',
      effects: ['settle'],
    },
    {
      name: 'is still looked for after a cancel',
      from: recovering(SENT),
      event: { type: 'cancel' },
      to: 'recovering',
    },
    {
      name: 'is stopped by a cancel where it was not sent',
      from: recovering(JOB),
      event: { type: 'cancel' },
      to: 'recovering',
      effects: ['abort'],
    },
    {
      name: 'is forgotten by a reset',
      from: recovering(SENT),
      event: { type: 'reset' },
      to: 'idle',
      effects: ['abort', 'forget', 'settle'],
    },
  ])('$name', check)

  it('is not sent again after a cancel', () => {
    expect(reduceSubmit(recovering(SENT), { type: 'cancel' })[0]).toMatchObject({ maySend: false })
  })
})

describe('a submit that failed', () => {
  const lost: RunState = {
    at: 'failed',
    job: SENT,
    error: errorOf('network', { maybeSubmitted: true, billed: 'unknown' }),
  }
  const refused: RunState = { at: 'failed', job: SENT, error: errorOf('insufficient-balance') }

  it.each<Row>([
    {
      name: 'is looked for by a retry where its fate is unknown',
      from: lost,
      event: { type: 'retry' },
      to: 'waiting',
      effects: ['enter'],
    },
    {
      name: 'is shown again where another tab found it',
      from: lost,
      event: { type: 'found', submitted: SUBMITTED },
      to: 'accepted',
      effects: ['settle'],
    },
  ])('$name', check)

  it('is submitted again by a retry when it was refused', () => {
    expect(reduceSubmit(refused, { type: 'retry' })).toEqual([refused, 'resubmit'])
  })

  it('asks as a click does, so that the record of nobody makes it wait', () => {
    const [state] = reduceSubmit({ ...lost, job: STORED }, { type: 'retry' })
    expect(state).toMatchObject({ at: 'waiting', job: { origin: 'click', isSent: true } })
  })

  it.each<RunEvent>([
    failed('network'),
    { type: 'handedOver', at: 1, now: 1 },
    { type: 'accepted', submitted: SUBMITTED },
    { type: 'again', tries: 0, absences: 0 },
    { type: 'cancel' },
    { type: 'abort' },
  ])('stays what it is after $type', (event) => {
    expect(reduceSubmit(refused, event)).toEqual([refused])
    expect(reduceSubmit(lost, event)).toEqual([lost])
  })
})

describe('the start of a submit', () => {
  it.each<Row>([
    {
      name: 'uploads files first',
      from: { at: 'idle' },
      event: { type: 'start', job: JOB, hasFiles: true },
      to: 'uploading',
      effects: ['upload'],
    },
    {
      name: 'waits for its turn without files',
      from: { at: 'idle' },
      event: { type: 'start', job: JOB, hasFiles: false },
      to: 'waiting',
      effects: ['enter'],
    },
    {
      name: 'refuses what JSON cannot hold',
      from: { at: 'idle' },
      event: { type: 'start', job: JOB, refusal: errorOf('validation') },
      to: 'failed',
      effects: FORGOTTEN,
      billed: false,
    },
    {
      name: 'goes on with what the platform has',
      from: { at: 'idle' },
      event: { type: 'start', job: STORED, submitted: SUBMITTED },
      to: 'accepted',
      effects: ['settle'],
    },
    {
      name: 'waits for its turn once its files are up',
      from: { at: 'uploading', job: JOB },
      event: { type: 'uploaded', input: { image: 'https://x' } },
      to: 'waiting',
      effects: ['enter'],
    },
    {
      name: 'costs nothing where an upload fails',
      from: { at: 'uploading', job: JOB },
      event: failed('upload-failed'),
      to: 'failed',
      effects: FORGOTTEN,
      billed: false,
    },
  ])('$name', check)

  it('sends the URLs, and shows the input as it was given', () => {
    const [state] = reduceSubmit(
      { at: 'uploading', job: JOB },
      { type: 'uploaded', input: { image: 'https://x' } },
    )
    expect(state).toMatchObject({ job: { input: { image: 'https://x' }, variables: JOB.variables } })
  })

  it('shows the progress of its uploads', () => {
    const progress = { loaded: 1, total: 2, ratio: 0.5, bytesPerSecond: 1, secondsRemaining: 1 }
    expect(reduceSubmit({ at: 'uploading', job: JOB }, { type: 'progress', progress })).toEqual([
      { at: 'uploading', job: JOB, progress },
    ])
  })
})
