// @vitest-environment node
import { expect, it } from 'vitest'
import { simulateChats } from './simulate-chats.js'

// The long version: npm run simulate:chat -- --runs 3600
it('answers every question once, bills none twice and shows what was billed to the last digit', async () => {
  const { met, failures } = await simulateChats(90, 20_260_101)
  expect(failures).toEqual([])
  // A trouble that was never met proves nothing.
  expect(Object.keys(met)).toHaveLength(10)
}, 120_000)
