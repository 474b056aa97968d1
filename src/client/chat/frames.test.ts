import { expect, it } from 'vitest'
import { FakeClock } from '../../../test/support/fake-clock.js'
import { createFrames } from './run-turn.js'
import type { ChatDelta } from './reduce.js'

it('hands on every image, also where its frame brings more', async () => {
  const clock = new FakeClock()
  const handed: ChatDelta[] = []
  const frames = createFrames(clock, (delta) => handed.push(delta))
  frames.add({ text: 'Here: ', reasoning: '' })
  for (const images of [['https://a.test/1.png'], undefined, ['https://a.test/2.png']])
    frames.add({ text: '', reasoning: '', ...(images && { images }) })
  frames.flush()
  expect(handed.flatMap(({ images = [] }) => images)).toEqual([
    'https://a.test/1.png',
    'https://a.test/2.png',
  ])
})
