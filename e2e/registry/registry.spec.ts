import { AxeBuilder } from '@axe-core/playwright'
import { expect, test, type Page } from '@playwright/test'
import { execFile } from 'node:child_process'
import { cp, mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { items } from '../../registry/registry.mjs'
import { listen } from '../../test/support/listen.js'
import { installFixture, npm } from '../support/install-fixture.js'
import { startPlatform, type Platform } from '../support/start-platform.js'
import { startProgram } from '../support/start-program.js'
import { API_KEY } from '../support/start-stack.js'
import { watchBrowser } from '../support/watch-browser.js'

const run = promisify(execFile)
const SHADCN = 'shadcn@4.23.1'
const here = (path: string) => join(import.meta.dirname, path)

/** What the CLI asks of shadcn's own registry for the colours of `components.json`; the apps bring their tokens. */
const NO_COLORS = JSON.stringify({
  inlineColors: { light: {}, dark: {} },
  cssVars: { light: {}, dark: {} },
  cssVarsV4: { light: {}, dark: {} },
  inlineColorsTemplate: '',
  cssVarsTemplate: '',
})

/** Adds every item to the app with the real CLI, from a registry served on this machine. */
async function addItems(folder: string): Promise<void> {
  const built = await mkdtemp(join(tmpdir(), 'modelrunner-registry-'))
  const server = await listen((request, response) => {
    const path = request.url ?? ''
    response.setHeader('content-type', 'application/json')
    if (path.startsWith('/colors/')) return response.end(NO_COLORS)
    readFile(join(built, path)).then(
      (text) => response.end(text),
      () => response.writeHead(404).end(),
    )
  })
  try {
    await run('node', [here('../../registry/build.mjs'), '--out', built, '--base', server.url])
    const urls = items.map(({ name }) => `${server.url}/${name}.json`)
    const command = run('npx', ['--yes', SHADCN, 'add', '--yes', '--overwrite', ...urls], {
      cwd: folder,
      env: { ...process.env, REGISTRY_URL: server.url },
    })
    command.child.stdin?.end()
    await command
  } finally {
    await server.close()
  }
}

/** The main job, an upload, the catalog, the history: with elements that the app owns. */
async function driveItems(page: Page, url: string, platform: Platform): Promise<void> {
  const { complaints } = watchBrowser(page)
  await page.goto(url)
  const box = page.getByRole('region', { name: 'Prompt box' })
  await box.getByLabel('Prompt').fill('a lighthouse at dusk')
  await box.getByRole('button', { name: 'Run' }).click()
  await expect(box.getByRole('img').first()).toBeVisible()
  expect(platform.emulator.requests()).toHaveLength(1)

  const button = page.getByRole('region', { name: 'Upload button' })
  await button
    .locator('input[type=file]')
    .setInputFiles({ name: 'note.txt', mimeType: 'text/plain', buffer: Buffer.from('hello') })
  await expect(button.locator('output')).toHaveText(/^http/)

  await page.getByLabel('Search models').fill('flux')
  await page.getByRole('region', { name: 'Model picker' }).getByRole('radio').first().check()
  const runner = page.getByRole('region', { name: 'Request runner' })
  await expect(runner.getByRole('button', { name: 'Run' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'History' }).getByText('Done').first()).toBeVisible()

  const chat = page.getByRole('region', { name: 'Chat' })
  await chat.getByLabel('Message').fill('Hello')
  await chat.getByRole('button', { name: 'Send' }).click()
  await expect(chat.getByText(/^\$0\.\d+$/)).toBeVisible()
  await expect(chat.getByRole('listitem')).toHaveCount(2)

  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
  expect(complaints).toEqual([])
}

test('every item is installed into a Vite app, built and driven', async ({ page }) => {
  const platform = await startPlatform()
  const folder = await installFixture('vite-app', [
    'tailwindcss@4.3.5',
    '@tailwindcss/vite@4.3.5',
    'typescript@6.0.3',
    '@types/react@19.3.0',
  ])
  await cp(here('vite'), folder, { recursive: true })
  await cp(here('tokens.css'), join(folder, 'src/index.css'))
  await cp(here('Items.tsx'), join(folder, 'src/Items.tsx'))
  await addItems(folder)
  const env = { EMULATOR_URL: platform.url, MODELRUNNER_KEY: API_KEY, PORT: '0' }
  await npm(folder, ['exec', '--', 'tsc', '-p', '.'])
  await npm(folder, ['run', 'build'], env)
  const server = await startProgram('node', ['server.mjs'], { cwd: folder, env })
  try {
    await driveItems(page, server.url, platform)
  } finally {
    // A server that ends in order waits for the page's event stream.
    await page.close()
    await server.stop()
    await platform.close()
  }
})

test('every item is installed into a Next.js app, built and driven', async ({ page }) => {
  const platform = await startPlatform()
  const folder = await installFixture('next-app', ['tailwindcss@4.3.5', '@tailwindcss/postcss@4.3.5'])
  await cp(here('next'), folder, { recursive: true })
  await cp(here('tokens.css'), join(folder, 'app/globals.css'))
  await cp(here('Items.tsx'), join(folder, 'app/Items.tsx'))
  await addItems(folder)
  const env = {
    EMULATOR_URL: platform.url,
    NEXT_TELEMETRY_DISABLED: '1',
    MODELRUNNER_KEY: API_KEY,
  }
  await npm(folder, ['run', 'build'], env)
  const server = await startProgram('npx', ['next', 'start', '--port', '0'], { cwd: folder, env })
  try {
    await driveItems(page, server.url, platform)
  } finally {
    // A server that ends in order waits for the page's event stream.
    await page.close()
    await server.stop()
    await platform.close()
  }
})
