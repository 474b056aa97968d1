// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { openTabs } from '../../../test/support/open-tabs.js'

/** Two tabs that show the same run, up to the moment when one of them reports how it ended. */
async function untilNotified(spreadMs: number) {
  const tabs = openTabs(2, { spreadMs })
  const { clock, apps, run, notified } = tabs
  const [first, second] = apps
  second?.tab.run(() => void second.show({ name: 'k', endpoint: 'test/slow' }, true))
  await run(first, 'k')
  while (!notified.length) await clock.advance(5)
  return { ...tabs, notifier: notified[0] }
}

it('reports an outcome once, even when the reporting tab closes at once', { timeout: 60_000 }, async () => {
  const { clock, apps, outcome, notified, notifier } = await untilNotified(400)
  const [first, second] = apps
  notifier?.tab.kill()
  await clock.advance(10_000)
  expect(outcome(notifier === first ? second : first, 'k')).toBe('succeeded')
  expect(notified).toEqual([notifier])
})

describe.each([0, 10, 400])(
  'in a browser in which a tab reads %i ms later what another one stored',
  { timeout: 60_000 },
  (spreadMs) => {
    it('reports an outcome once, even when the next run with its persistKey starts at once', async () => {
      const { clock, emulator, run, notified, notifier } = await untilNotified(spreadMs)
      await run(notifier, 'k')
      await clock.advance(60_000)
      expect(emulator.requests()).toHaveLength(2)
      expect(notified).toHaveLength(2)
    })

    it('reports an outcome once, even when the run is reset at once', async () => {
      const { clock, notified, notifier } = await untilNotified(spreadMs)
      notifier?.tab.run(() => notifier.find('k')?.run.reset())
      await clock.advance(60_000)
      expect(notified).toEqual([notifier])
    })
  },
)
