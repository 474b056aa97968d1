// @vitest-environment node
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ModelRunnerError, type ErrorKind } from '../errors/model-runner-error.js'
import { conclude, type Finding, maySendAgain } from './recover.js'
import { isEnded, reduce, viewOf } from './reduce-outcome.js'
import { isBusy } from './reduce-submit.js'
import type { Effect, Job, RunEvent, RunState } from './run-state.js'

const JOB: Job = {
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
const SUBMITTED = { requestId: 'r1', endpoint: 'a/b', submittedAt: new Date(0), clientId: 'c1' }
const RETRY = { attempts: 3, maxMs: 30_000 }

const error = fc
  .constantFrom<ErrorKind>(
    'network',
    'timeout',
    'server',
    'aborted',
    'rate-limited',
    'validation',
    'insufficient-balance',
    'unexpected-response',
  )
  .map((kind) => new ModelRunnerError({ kind, message: kind }))

const finding: fc.Arbitrary<Finding> = fc.oneof(
  fc.constant<Finding>({ type: 'found', submitted: SUBMITTED }),
  fc.constant<Finding>({ type: 'absent' }),
  error.map((each): Finding => ({ type: 'unknown', error: each })),
)

/** What the world may do next; what does not fit a state must change nothing. */
const step = fc.oneof(
  fc.constantFrom<RunEvent>(
    { type: 'turn', decision: { do: 'send' } },
    { type: 'turn', decision: { do: 'look', maySend: true } },
    { type: 'turn', decision: { do: 'adopt', submitted: SUBMITTED } },
    { type: 'turn', decision: { do: 'abandon' } },
    { type: 'handedOver', at: 1, now: 1 },
    { type: 'accepted', submitted: SUBMITTED },
    { type: 'notLoaded' },
    { type: 'retry' },
    { type: 'cancel' },
    { type: 'abort' },
    { type: 'reset' },
    { type: 'live', live: { id: 'r1', outcome: 'pending', status: 'IN_PROGRESS' }, now: 2 },
    { type: 'live', live: { id: 'r1', outcome: 'cancelled', status: 'CANCELLED' }, now: 3 },
    { type: 'read', output: 'x' },
    { type: 'notified' },
    { type: 'notNotified' },
  ),
  error.map((each): RunEvent => ({ type: 'failed', error: each })),
  finding.map((found) => ({ found })),
)

type Step = RunEvent | { found: Finding }

/** Plays events; what recovering comes to is what `conclude` says. */
function play(steps: Step[], job = JOB) {
  let [state, ...effects] = reduce({ at: 'idle' }, { type: 'start', job })
  const trail: { state: RunState; event?: RunEvent; effects: Effect[] }[] = [{ state, effects }]
  for (const each of steps) {
    let event: RunEvent
    if ('found' in each) {
      if (state.at !== 'recovering') continue
      const { error: why, tries, absences } = state
      if (why?.kind !== 'rate-limited') event = conclude(state, each.found)
      else if (maySendAgain(why, tries + 1, RETRY)) event = { type: 'again', tries: tries + 1, absences }
      else event = { type: 'givenUp', error: why }
    } else event = each
    ;[state, ...effects] = reduce(state, event)
    trail.push({ state, event, effects })
  }
  return trail
}

describe('whatever happens to a run', () => {
  it('is not sent again before the platform was seen not to have it, or refused it', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let isUnread = false
        for (const { state, event, effects } of play(steps)) {
          if (event?.type === 'handedOver' && state.at === 'sending') isUnread = true
          // An answer of the platform, by itself or to the question for the client id.
          if (event?.type === 'again' || event?.type === 'accepted') isUnread = false
          if (event?.type === 'failed' && state.at === 'failed' && !state.error.maybeSubmitted)
            isUnread = false
          if (effects.includes('resubmit')) expect(isUnread).toBe(false)
          if (effects.includes('send') && event?.type !== 'turn') expect(isUnread).toBe(false)
        }
      }),
      { numRuns: 2_000 },
    )
  })

  it('says that nothing was billed only where nothing was handed over or an answer refused it', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let before: RunState | undefined
        for (const { state, event } of play(steps)) {
          const hasFailed = state.at === 'failed' && before?.at !== 'failed'
          before = state
          if (event?.type === 'failed' && hasFailed && state.job.isSent) {
            const isRefusal = ['validation', 'insufficient-balance', 'rate-limited'].includes(
              event.error.kind,
            )
            expect(state.error.billed === 'unknown' || isRefusal).toBe(true)
          }
        }
      }),
      { numRuns: 2_000 },
    )
  })

  it('never changes an outcome that is known', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let ended: string | undefined
        for (const { state, event } of play(steps)) {
          if (event?.type === 'reset' || state.at !== 'accepted') ended = undefined
          if (ended) expect(viewOf(state).phase).toBe(ended)
          if (state.at === 'accepted' && isEnded(state)) ended = viewOf(state).phase
        }
      }),
    )
  })

  it('keeps an outcome against a later report that the request is still running', () => {
    const [cancelled, running] = (['cancelled', 'pending'] as const).map((outcome): RunEvent => ({
      type: 'live',
      live: { id: 'r1', outcome },
      now: 3,
    }))
    const steps: Step[] = [
      { type: 'turn', decision: { do: 'send' } },
      { type: 'handedOver', at: 1, now: 1 },
      { type: 'accepted', submitted: SUBMITTED },
    ]
    const { state } =
      play([...steps, ...[cancelled, running].filter((each) => each !== undefined)]).at(-1) ?? {}
    expect(state && viewOf(state).phase).toBe('cancelled')
  })

  it('has a way out of every state: an abort ends what is under way, a reset all else', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const { state } = play(steps).at(-1) ?? { state: { at: 'idle' } }
        const [aborted, ...effects] = reduce(state, { type: 'abort' })
        if (isBusy(state)) {
          expect(effects).toContain('abort')
          const given = new ModelRunnerError({ kind: 'aborted', message: 'given up' })
          expect(isBusy(reduce(aborted, { type: 'failed', error: given })[0])).toBe(false)
        } else expect(reduce(state, { type: 'reset' })[0].at).toBe('idle')
      }),
    )
  })
})
