import { expect } from 'vitest'
import { ModelRunnerError, type ErrorKind } from '../../src/client/errors/model-runner-error.js'
import { reduceSubmit } from '../../src/client/runs/reduce-submit.js'
import type {
  Decision,
  Effect,
  Job,
  Recovering,
  RunEvent,
  RunState,
  Sending,
} from '../../src/client/runs/run-state.js'

export const JOB: Job = {
  clientId: 'c1',
  endpoint: 'a/b',
  variables: { prompt: 'a fox' },
  input: { prompt: 'a fox' },
  options: {},
  origin: 'click',
  isSent: false,
  at: 0,
  startedAt: 0,
}
/** Sent before a reload or before a retry. */
export const SENT: Job = { ...JOB, isSent: true }
export const STORED: Job = { ...SENT, origin: 'record' }
export const OTHERS: Job = { ...SENT, origin: 'tab' }
export const SUBMITTED = { requestId: 'r1', endpoint: 'a/b', submittedAt: new Date(0), clientId: 'c1' }

export const errorOf = (kind: ErrorKind, more = {}) => new ModelRunnerError({ kind, message: kind, ...more })
export const failed = (kind: ErrorKind, more = {}): RunEvent => ({
  type: 'failed',
  error: errorOf(kind, more),
})
export const turn = (decision: Decision): RunEvent => ({ type: 'turn', decision })

export const waiting = (job: Job): RunState => ({ at: 'waiting', job })
export const sending = (job: Job, more: Partial<Sending> = {}): Sending => ({
  at: 'sending',
  job,
  tries: 0,
  absences: 0,
  isHandedOver: false,
  ...more,
})
export const handed = (job: Job, more: Partial<Sending> = {}) => sending(job, { isHandedOver: true, ...more })
export const recovering = (job: Job, more: Partial<Recovering> = {}): Recovering => ({
  at: 'recovering',
  job,
  tries: 0,
  absences: 0,
  maySend: true,
  ...more,
})

export interface Row {
  name: string
  from: RunState
  event: RunEvent
  to: RunState['at']
  effects?: Effect[]
  /** What is said about money, where it failed. */
  billed?: false | 'unknown'
}

export function check({ from, event, to, effects = [], billed }: Row) {
  const [state, ...done] = reduceSubmit(from, event)
  expect({ at: state.at, effects: done }).toEqual({ at: to, effects })
  if (state.at === 'failed') expect(state.error.billed).toBe(billed)
}

export const FORGOTTEN: Effect[] = ['forget', 'settle', 'notify']
export const KEPT: Effect[] = ['settle', 'notify']
