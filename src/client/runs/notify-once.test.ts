// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { openTabs } from '../../../test/support/open-tabs.js'

/** Two tabs that show the same run, up to the moment when one of them tells how it ended. */
async function untilTold(spreadMs: number) {
  const tabs = openTabs(2, { spreadMs })
  const { clock, apps, run, told } = tabs
  const [first, second] = apps
  second?.tab.run(() => void second.show({ name: 'k', endpoint: 'test/slow' }, true))
  await run(first, 'k')
  while (!told.length) await clock.advance(5)
  return { ...tabs, teller: told[0] }
}

it('reports an outcome once, even when the reporting tab closes at once', { timeout: 60_000 }, async () => {
  const { clock, apps, outcome, told, teller } = await untilTold(400)
  const [first, second] = apps
  teller?.tab.kill()
  await clock.advance(10_000)
  expect(outcome(teller === first ? second : first, 'k')).toBe('succeeded')
  expect(told).toEqual([teller])
})

describe.each([0, 10, 400])(
  'in a browser in which a tab reads %i ms later what another one stored',
  { timeout: 60_000 },
  (spreadMs) => {
    it('reports an outcome once, even when the next run with its persistKey starts at once', async () => {
      const { clock, emulator, run, told, teller } = await untilTold(spreadMs)
      await run(teller, 'k')
      await clock.advance(60_000)
      expect(emulator.requests()).toHaveLength(2)
      expect(told).toHaveLength(2)
    })

    it('reports an outcome once, even when the run is reset at once', async () => {
      const { clock, told, teller } = await untilTold(spreadMs)
      teller?.tab.run(() => teller.find('k')?.run.reset())
      await clock.advance(60_000)
      expect(told).toEqual([teller])
    })
  },
)
