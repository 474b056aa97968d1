// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { changedFields, expectedTime } from './SessionRuns.js'

const run = (durationMs: number) => ({ requestId: String(durationMs), input: {}, output: 1, durationMs })

describe('the runs of a session', () => {
  it('says how long the next one will take, from the quickest to the slowest', () => {
    expect(expectedTime([])).toBeUndefined()
    expect(expectedTime([run(9000), run(6000)])).toEqual([6000, 9000])
    // A run that took no second says nothing about the next.
    expect(expectedTime([run(300)])).toBeUndefined()
  })

  it('names the fields that the next run changes', () => {
    expect(changedFields({ prompt: 'a', seed: 1 }, { prompt: 'b', seed: 1, size: 'x' })).toEqual([
      'prompt',
      'size',
    ])
    expect(changedFields({ loras: [{ path: 'a' }] }, { loras: [{ path: 'a' }], note: '' })).toEqual([])
  })
})
