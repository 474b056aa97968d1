// @vitest-environment node
import { expect, it } from 'vitest'
import { openTabs } from '../../../test/support/open-tabs.js'

it('tells an outcome once, even where the tab that told it goes at once', async () => {
  const { clock, apps, run, outcome, told } = openTabs(2, { spreadMs: 400 })
  const [first, second] = apps
  second?.tab.run(() => void second.show('k', true))
  await run(first, 'k')
  while (!told.length) await clock.advance(10)
  const [teller] = told
  teller?.tab.kill()
  await clock.advance(10_000)
  expect(outcome(teller === first ? second : first, 'k')).toBe('succeeded')
  expect(told).toEqual([teller])
})
