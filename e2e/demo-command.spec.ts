import { test as base, expect } from '@playwright/test'
import { join } from 'node:path'
import { runImage } from './support/run-image.js'
import { startProgram } from './support/start-program.js'
import { watchBrowser } from './support/watch-browser.js'

const root = join(import.meta.dirname, '..')

/** What `npm run demo` starts: React in development and StrictMode, from source, under the page's strict policy. */
const test = base.extend<{ demo: string }>({
  demo: async ({}, handOver) => {
    const program = await startProgram('node', ['scripts/demo.mjs', '--port', '0'], {
      cwd: root,
      env: { MODELRUNNER_KEY: '' },
    })
    await handOver(program.url)
    await program.stop()
  },
})

test('the demo command shows an image; in StrictMode one click is one request', async ({ page, demo }) => {
  const { calls, complaints } = watchBrowser(page)
  await page.goto(demo)
  await runImage(page)
  const posts = calls.filter(({ method, target }) => method === 'POST' && target?.includes('/queue/'))
  expect(posts).toHaveLength(1)
  const streams = calls.filter(({ target }) => target?.endsWith('/requests/stream'))
  expect(streams).toHaveLength(1)
  expect(complaints).toEqual([])
})

test('the demo spends nothing for pages that give their own name this machine’s address', async ({
  request,
  demo,
}) => {
  const proxy = `${demo}api/modelrunner/proxy`
  const foreign = {
    host: 'evil.example:5173',
    'x-modelrunner-target-url': 'https://api.modelrunner.run/models',
  }
  expect((await request.get(proxy, { headers: foreign })).status()).toBe(403)
  expect((await request.get(proxy)).status()).toBe(400)
})
