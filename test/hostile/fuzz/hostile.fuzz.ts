import { expect, test } from '@playwright/test'
import { buildPage } from '../../../e2e/support/build-page.js'
import { startStack } from '../../../e2e/support/start-stack.js'

const RANDOM = Number(process.env.RANDOM_CASES ?? 200)
const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000)
const MAX_TASK_MS = 500

test('hostile and random outputs and schemas never crash a page and never block it', async ({ page }) => {
  const stack = await startStack({ folder: await buildPage('../../test/hostile/fuzz') })
  await page.goto(stack.url)
  await page.waitForFunction(() => Boolean(window.fuzz))
  const measured = await page.evaluate((options) => window.fuzz(options), { random: RANDOM, seed: SEED })
  await stack.close()

  const slowest = measured.toSorted((a, b) => b.ms - a.ms)
  const crashed = measured.filter(({ crash }) => crash !== undefined)
  const slow = slowest.filter(({ ms }) => ms > MAX_TASK_MS)
  const lines = [
    ...slowest
      .slice(0, 12)
      .map(({ name, ms, elements }) => `${Math.round(ms)} ms, ${elements} elements: ${name}`),
    ...crashed.map(({ name, crash }) => `${name}: ${crash}`),
    `${measured.length} shown with seed ${SEED}: ${crashed.length} crashed, ${slow.length} blocked for more than ${MAX_TASK_MS} ms`,
  ]
  process.stdout.write(`\n${lines.join('\n')}\n`)
  expect([...crashed, ...slow]).toEqual([])
})
