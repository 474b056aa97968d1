import { expect, it } from 'vitest'
import { FakeClock } from '../../../test/support/fake-clock.js'
import { createModelRunnerClient } from '../create-client.js'
import { createRuns } from './create-runs.js'
import { createRunRecord, type RunRecord } from './run-record.js'

const DAY_MS = 24 * 60 * 60 * 1000

function leave(input: unknown) {
  const clock = new FakeClock()
  const client = createModelRunnerClient({ proxyUrl: '/proxy', clock, storage: window.localStorage })
  const record: RunRecord = {
    version: 1,
    clientId: 'c1',
    endpoint: 'a/b',
    input,
    options: {},
    at: clock.now(),
    isSent: true,
  }
  const place = createRunRecord(client, 'hero-image')
  place.write(record)
  return { clock, place, record }
}

it('finds a run again for seven days', async () => {
  const { clock, place, record } = leave({ prompt: 'a fox' })
  await clock.advance(7 * DAY_MS)
  expect(place.read()).toEqual(record)
  await clock.advance(1)
  expect(place.read()).toBeUndefined()
})

it('keeps the run without an input that is too large to store', () => {
  const { place } = leave('x'.repeat(250_000))
  expect(place.read()).toMatchObject({ clientId: 'c1' })
  expect(place.read()?.input).toBeUndefined()
  expect(leave('x'.repeat(249_998)).place.read()?.input).toHaveLength(249_998)
})

it('removes what is too old to be found, under whatever name, and nothing else', async () => {
  localStorage.clear()
  localStorage.setItem('modelrunner:run:broken', '{"at":')
  const { clock } = leave({ prompt: 'a fox' })
  localStorage.setItem('modelrunner:told:["/proxy"]:hero-image', JSON.stringify({ at: clock.now(), ids: [] }))
  localStorage.setItem('theirs', JSON.stringify({ at: 0 }))
  await clock.advance(7 * DAY_MS)
  const client = createModelRunnerClient({ proxyUrl: '/proxy', clock, storage: localStorage })
  createRuns(client)('another')
  expect(localStorage).toHaveLength(4)
  createRuns(client)('another').resume()()
  expect(localStorage).toHaveLength(4)
  await clock.advance(1)
  createRuns(client)('another').resume()()
  expect(Object.keys(localStorage).sort()).toEqual(['modelrunner:run:broken', 'theirs'])
})
