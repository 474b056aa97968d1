import { describe, expect, it } from 'vitest'
import { stepOf } from './RunLog.js'

describe('the step of a run', () => {
  it.each<[string, string[], ReturnType<typeof stepOf>]>([
    ['a counted step', ['Loading weights', 'step 3/4'], { ratio: 0.75, done: 3, total: 4 }],
    ['a counted step in words', ['Steps: 3 of 4'], { ratio: 0.75, done: 3, total: 4 }],
    [
      'the bar of a Python program',
      ['75%|███████▌  | 3/4 [00:01<00:00,  2.4it/s]'],
      { ratio: 0.75, done: 3, total: 4 },
    ],
    ['a percentage', ['Encoding 35 %'], { ratio: 0.35 }],
    ['a fraction of a percentage', ['12.5%'], { ratio: 0.125 }],
    ['the newest that counts', ['step 1/4', 'step 2/4', 'Saving'], { ratio: 0.5, done: 2, total: 4 }],
    ['none in words alone', ['Loading weights'], undefined],
    ['none in a date', ['2026/11/30 12:00:01 started'], undefined],
    ['none in an address', ['GET https://models.example/v1/2'], undefined],
    ['none beyond the last step', ['step 9/4'], undefined],
    ['none of no steps', ['step 0/0'], undefined],
    ['none beyond the whole', ['GPU at 180%'], undefined],
    ['none of an older stage', ['step 1/4', ...Array.from({ length: 20 }, () => 'Saving')], undefined],
    ['none of nothing', [], undefined],
  ])('is %s', (_, lines, step) => {
    expect(stepOf(lines)).toEqual(step)
  })
})
