import { expect, it } from 'vitest'
import { FakeClock } from '../../../test/support/fake-clock.js'
import { createClient } from '../create-client.js'
import { createRunRecords } from './run-records.js'
import type { Job } from './run-state.js'

const DAY_MS = 24 * 60 * 60 * 1000

function open(clock = new FakeClock()) {
  const { config } = createClient({ proxyUrl: '/proxy', clock, storage: window.localStorage })
  const records = createRunRecords(config, 'a/b', 'hero-image')
  /** What a page finds that opens now. */
  const found = () => {
    let job: Job | undefined
    records.watch((stored) => (job = stored))()
    return job
  }
  return { clock, records, found }
}

function leave(input: unknown) {
  const opened = open()
  const job: Job = {
    clientId: 'c1',
    endpoint: 'a/b',
    variables: input,
    input,
    options: {},
    origin: 'click',
    at: opened.clock.now(),
    startedAt: 0,
    isSent: true,
  }
  opened.records.save(job, undefined)
  return opened
}

it('finds a run again for seven days', async () => {
  const { clock, found } = leave({ prompt: 'a fox' })
  await clock.advance(7 * DAY_MS)
  expect(found()).toMatchObject({
    clientId: 'c1',
    input: { prompt: 'a fox' },
    isSent: true,
    origin: 'record',
  })
  await clock.advance(1)
  expect(found()).toBeUndefined()
})

it('keeps the run without an input that is too large to store', () => {
  const { found } = leave('x'.repeat(250_000))
  expect(found()).toMatchObject({ clientId: 'c1' })
  expect(found()?.input).toBeUndefined()
  expect(leave('x'.repeat(249_998)).found()?.input).toHaveLength(249_998)
})

it('removes what is too old to be found, under whatever name, and nothing else', async () => {
  localStorage.clear()
  localStorage.setItem('modelrunner:run:broken', '{"at":')
  const { clock } = leave({ prompt: 'a fox' })
  localStorage.setItem(
    'modelrunner:notified:["/proxy"]:hero-image',
    JSON.stringify({ at: clock.now(), ids: [] }),
  )
  localStorage.setItem('theirs', JSON.stringify({ at: 0 }))
  await clock.advance(7 * DAY_MS)
  open(clock).found()
  expect(localStorage).toHaveLength(4)
  await clock.advance(1)
  open(clock).found()
  expect(Object.keys(localStorage).sort()).toEqual(['modelrunner:run:broken', 'theirs'])
})
