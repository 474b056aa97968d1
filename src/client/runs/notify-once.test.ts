// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { openTabs } from '../../../test/support/open-tabs.js'
import type { App } from '../../../test/simulation/app.js'
import { createRunRecords } from './run-records.js'

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

it('reports an outcome once, where another tab reports another run before it reads of this one', async () => {
  const { clock, apps } = openTabs(2, { spreadMs: 400 })
  const reported: string[] = []
  const claim = (app: App | undefined, requestId: string) =>
    app?.tab.run(
      () =>
        void createRunRecords(app.client.config, 'test/slow', 'k').claim(
          requestId,
          requestId,
          () => () => void reported.push(requestId),
        ),
    )
  const [first, second] = apps
  claim(first, 'r1')
  await clock.advance(399)
  claim(second, 'r2')
  await clock.advance(1_000)
  claim(second, 'r1')
  claim(first, 'r2')
  await clock.advance(2_000)
  expect(reported).toEqual(['r1', 'r2'])
})

it('remembers the last 32 outcomes of a name', async () => {
  const { clock, apps } = openTabs(1)
  const [app] = apps
  for (let at = 0; at < 40; at++) {
    app?.tab.run(
      () =>
        void createRunRecords(app.client.config, 'test/slow', 'k').claim(`r${at}`, `r${at}`, () => () => {}),
    )
    await clock.advance(10)
  }
  const { storage } = app?.client.config ?? {}
  const ids = Array.from({ length: storage?.length ?? 0 }, (_, at) => storage?.key(at)?.split(':').at(-1))
  expect(ids.toSorted()).toEqual(Array.from({ length: 32 }, (_, at) => `r${at + 8}`).toSorted())
})
