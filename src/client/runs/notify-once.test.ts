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

it('reports an outcome when the run is shown again, where its component goes at the moment of the end', async () => {
  const { clock, apps, run, notified } = openTabs(1)
  const [app] = apps
  await run(app, 'k')
  const view = app?.find('k')
  view?.run.store.subscribe(({ phase }) => void (phase === 'succeeded' && queueMicrotask(view.close)))
  await clock.advance(60_000)
  expect(view?.run.store.getState().phase).toBe('succeeded')
  expect(notified).toEqual([])
  app?.tab.run(() => void app.show({ name: 'k', endpoint: 'test/slow' }, true))
  await clock.advance(1_000)
  expect(notified).toEqual([app])
})
