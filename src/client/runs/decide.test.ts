// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { decide } from './decide.js'
import type { RunRecord } from './run-record.js'
import type { Decision, Job } from './run-state.js'

const CLICK: Job = {
  clientId: 'mine',
  endpoint: 'a/b',
  variables: { prompt: 'a fox' },
  input: { prompt: 'a fox' },
  options: {},
  origin: 'click',
  isSent: false,
  at: 0,
  startedAt: 0,
}
const RETRY: Job = { ...CLICK, isSent: true }
const RELOADED: Job = { ...RETRY, origin: 'record' }

const MINE: RunRecord = {
  version: 2,
  clientId: 'mine',
  endpoint: 'a/b',
  input: { prompt: 'a fox' },
  digest: 'fox',
  options: {},
  at: 0,
  isSent: true,
}
const OTHERS: RunRecord = { ...MINE, clientId: 'others' }
const ANSWERED: RunRecord = { ...OTHERS, requestId: 'r1' }

interface Row {
  name: string
  job: Job
  record?: RunRecord
  digest?: string
  isAlone?: boolean
  decision: Decision['do']
  maySend?: boolean
  /** Whose run it goes on with. */
  clientId?: string
}

describe('when its turn has come, a submit', () => {
  it.each<Row>([
    { name: 'is sent where nothing is stored', job: CLICK, decision: 'send' },
    {
      name: 'is sent beside a run with another input',
      job: CLICK,
      record: OTHERS,
      digest: 'owl',
      decision: 'send',
    },
    {
      name: 'is sent where the same was not sent in another tab',
      job: CLICK,
      record: { ...OTHERS, isSent: false },
      decision: 'send',
    },
    {
      name: 'is sent where the same was over when it was clicked',
      job: { ...CLICK, storedBefore: 'r1' },
      record: ANSWERED,
      decision: 'send',
    },
    {
      name: 'is sent where what is stored is the run that it replaces',
      job: { ...CLICK, replaces: 'others' },
      record: OTHERS,
      decision: 'send',
    },
    {
      name: 'shares the run that another tab sent with the same input',
      job: CLICK,
      record: OTHERS,
      decision: 'look',
      maySend: true,
      clientId: 'others',
    },
    {
      name: 'does not send for a tab that may still be sending',
      job: CLICK,
      record: OTHERS,
      isAlone: false,
      decision: 'look',
      maySend: false,
      clientId: 'others',
    },
    {
      name: 'shares the answer that another tab got since the click',
      job: CLICK,
      record: ANSWERED,
      decision: 'adopt',
      clientId: 'others',
    },
    {
      name: 'shares it also after a longer upload of its own',
      job: { ...CLICK, storedBefore: 'r0' },
      record: ANSWERED,
      decision: 'adopt',
      clientId: 'others',
    },
    {
      name: 'is looked for on a retry, whatever is stored by now',
      job: RETRY,
      record: ANSWERED,
      decision: 'look',
      maySend: true,
    },
    {
      name: 'is looked for on a retry of which nothing is stored',
      job: RETRY,
      decision: 'look',
      maySend: true,
    },
    {
      name: 'is looked for on a retry where another tab may be sending: it is one wish',
      job: RETRY,
      record: MINE,
      isAlone: false,
      decision: 'look',
      maySend: true,
    },
    { name: 'is looked for after a reload', job: RELOADED, record: MINE, decision: 'look', maySend: true },
    {
      name: 'is only looked for after a reload where another tab may be sending',
      job: RELOADED,
      record: MINE,
      isAlone: false,
      decision: 'look',
      maySend: false,
    },
    {
      name: 'has its answer after a reload',
      job: RELOADED,
      record: { ...MINE, requestId: 'r2' },
      decision: 'adopt',
      clientId: 'mine',
    },
    {
      name: 'follows the run that took its place',
      job: RELOADED,
      record: ANSWERED,
      decision: 'adopt',
      clientId: 'others',
    },
    { name: 'is over where it was refused or reset elsewhere', job: RELOADED, decision: 'abandon' },
  ])('$name', ({ job, record, digest = 'fox', isAlone = true, decision, maySend, clientId }) => {
    const toJob = ({ clientId: id }: RunRecord): Job => ({ ...RELOADED, clientId: id })
    const decided = decide(job, { record, isAlone, digest, toJob })
    expect(decided.do).toBe(decision)
    if (decided.do === 'look') expect(decided.maySend).toBe(maySend)
    if (clientId !== undefined) expect(decided).toMatchObject({ job: { clientId } })
    if (decided.do === 'adopt') expect(decided.submitted.requestId).toBe(record?.requestId)
  })

  it('keeps the callbacks that it was clicked with, in a run that it shares', () => {
    const onSucceeded = () => {}
    const job = { ...CLICK, options: { onSucceeded } }
    const toJob = (): Job => ({ ...RELOADED, clientId: 'others', options: { priority: 'low' } })
    const decided = decide(job, { record: OTHERS, isAlone: true, digest: 'fox', toJob })
    expect(decided).toMatchObject({ job: { options: { onSucceeded, priority: 'low' } } })
  })
})
