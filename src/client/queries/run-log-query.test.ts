// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { createClient } from '../create-client.js'
import { ModelRunnerError } from '../errors/model-runner-error.js'
import { linesOf, runLogQuery } from './run-log-query.js'

const client = createClient({ proxyUrl: '/api/modelrunner/proxy' })

describe('the lines of a log', () => {
  it.each<[string, unknown, string[]]>([
    ['a text', 'Loading\r\nstep 1/2\n', ['Loading', 'step 1/2']],
    ['a line that is written over', '10%\r20%\r30%', ['10%', '20%', '30%']],
    [
      'a list of lines',
      [{ message: 'Loading', level: 'INFO' }, { message: 'step 1/2' }],
      ['Loading', 'step 1/2'],
    ],
    ['a list of texts', ['Loading', 'step 1/2'], ['Loading', 'step 1/2']],
    ['colors of a terminal', ['\u001b[32mok\u001b[0m'], ['ok']],
    ['nothing', null, []],
    ['what is no log', { message: 'x' }, []],
    ['odd entries', [null, 3, { message: 4 }, { text: 'x' }, 'Loading'], ['Loading']],
  ])('are read from %s', (_, logs, lines) => {
    expect(linesOf(logs)).toEqual(lines)
  })

  it('are bounded in number and length, the newest kept', () => {
    const lines = linesOf(Array.from({ length: 5_000 }, (_, at) => `${at} ${'x'.repeat(1_000)}`))
    expect([lines.length, lines.at(-1)?.slice(0, 5), lines[0]?.length]).toEqual([200, '4999 ', 300])
    expect(linesOf('x\n'.repeat(10_000_000)).length).toBe(200)
  })
})

describe('the wait until a log is read again', () => {
  const wait = (state: { data?: string[]; dataUpdateCount?: number; error?: ModelRunnerError }) => {
    const { refetchInterval } = runLogQuery(client, { requestId: 'r1', endpoint: 'a/b' })
    if (typeof refetchInterval !== 'function') throw new Error('It depends on what was read.')
    return refetchInterval({ state: { dataUpdateCount: 0, error: null, ...state } } as never)
  }
  const failed = (more: object) => new ModelRunnerError({ kind: 'server', message: 'x', ...more })

  it.each([
    ['2.4 s after the first lines', { data: ['a'], dataUpdateCount: 1 }, 2_400],
    ['10 s at most', { data: ['a'], dataUpdateCount: 100 }, 10_000],
    ['as long where there are no lines yet', { data: [], dataUpdateCount: 1 }, 2_400],
    ['none where the model writes none', { data: [], dataUpdateCount: 2 }, false],
    ['none after a refusal', { error: failed({ retryable: false }) }, false],
    ['10 s after a fault that passes', { error: failed({ retryable: true }) }, 10_000],
    ['what the server asks for', { error: failed({ retryable: true, retryAfterMs: 60_000 }) }, 60_000],
  ])('is %s', (_, state, ms) => {
    expect(wait(state)).toBe(ms)
  })

  it('does not begin without a run', () => {
    expect(runLogQuery(client, undefined).enabled).toBe(false)
  })
})
