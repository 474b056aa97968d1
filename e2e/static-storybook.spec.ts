import { test as base, expect, type Locator, type Page } from '@playwright/test'
import { join } from 'node:path'
import { listen } from '../test/support/listen.js'
import { servePage } from './support/serve-page.js'

/** The emulated platform: answered by the page's own service worker, and nobody else. */
const PLATFORM = 'https://platform.test/'

interface Book {
  page: Page
  /** Shows a story; its `play` function runs by itself. */
  open(id: string, globals?: string): Promise<void>
  /** Shows a page of docs. */
  openDocs(id: string): Promise<void>
}

/**
 * The static Storybook on a plain file server, in a folder below the root, as on a project's pages. One page for all
 * stories, in a browser that knows no other host. Whatever leaves for another origin fails the run.
 */
const test = base.extend<object, { book: Book }>({
  book: [
    async ({ browser }, handOver) => {
      const folder = join(import.meta.dirname, '../storybook-static')
      const server = await listen((request, response) => {
        request.url = request.url?.replace(/^\/docs\/library/, '')
        void servePage({ folder }, request, response)
      })
      const context = await browser.newContext()
      const page = await context.newPage()
      const outside: string[] = []
      page.on('request', (request) => {
        const url = request.url()
        if (!url.startsWith(server.url) && !url.startsWith(PLATFORM) && !/^(blob|data):/.test(url))
          outside.push(url)
      })
      page.on('response', (response) => {
        if (response.url().startsWith(PLATFORM) && !response.fromServiceWorker()) outside.push(response.url())
      })
      await handOver({
        page,
        open: async (id, globals = '') => {
          await page.goto(`${server.url}/docs/library/iframe.html?id=${id}&viewMode=story&globals=${globals}`)
        },
        openDocs: async (id) => {
          await page.goto(`${server.url}/docs/library/?path=/docs/${id}`)
        },
      })
      expect(outside).toEqual([])
      await context.close()
      await server.close()
    },
    { scope: 'worker' },
  ],
})

test.describe.configure({ mode: 'default' })

const ERRORS: Record<string, string> = {
  '402': 'insufficient-balance',
  '422, the provider': 'generation-failed',
  '422, the output': 'invalid-output',
  '429': 'rate-limited',
  '400': 'validation',
  '401': 'unauthorized',
  '403': 'forbidden',
  '404': 'not-found',
  '413': 'too-large',
  '5xx': 'server',
  'no answer': 'network',
  'no proxy': 'proxy',
}

test('runs a prompt to an image', async ({ book: { page, open } }) => {
  await open('components-requestrunner--idle')
  await page
    .getByRole('textbox', { name: /^Prompt/ })
    .first()
    .fill('a blue harbour')
  await page.getByRole('button', { name: 'Run' }).click()
  const picture = page.getByRole('img', { name: 'a blue harbour' })
  await expect
    .poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth))
    .toBeGreaterThan(0)
})

test('uploads a file', async ({ book: { page, open } }) => {
  await open('components-fileuploader--empty')
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.alloc(200_000, 'a') })
  await expect(page.getByText(/^Uploaded ·/)).toBeVisible()
})

for (const [what, kind] of Object.entries(ERRORS))
  test(`shows what went wrong: ${what}`, async ({ book: { page, open } }) => {
    await open(`components-requestrunner-errors--${kind}`)
    await expect(page.locator('[data-mr=error-notice][data-mr-part=root]').last()).toHaveAttribute(
      'data-state',
      kind,
    )
  })

test('follows the toolbar: offline, Arabic, another user', async ({ book: { page, open } }) => {
  await open('components-balance--ready', 'scenario:offline')
  await expect(page.locator('[data-mr=balance][data-mr-part=root]')).toHaveAttribute('data-state', 'error')

  await open('components-requeststatus--in-the-queue', 'locale:ar')
  await expect(page.locator('.surface')).toHaveAttribute('dir', 'rtl')
  await expect(page.locator('[data-mr-part=state]')).toHaveText(/\p{Script=Arabic}/u)

  // Ben comes to the platform on which Anna has a run, and does not see it.
  await open('hooks-userequests--example', 'user:anna')
  await page.getByRole('button', { name: 'Run once more' }).click()
  await expect(page.getByRole('listitem').first()).toHaveText('test/echo: succeeded')
  await emit(page.locator('body'), 'updateGlobals', { globals: { user: 'ben' } })
  await expect(page.getByRole('listitem')).toHaveCount(0)
  await expect(page.getByRole('status')).toHaveText('0 runs')
})

test('does not mix up two tabs with the same history', async ({ book: { page, open } }) => {
  await open('hooks-useconnection--example', 'scenario:stream-silent')
  await expect(page.getByRole('status')).toHaveText('connecting…')
  const other = await page.context().newPage()
  await other.goto(page.url().replace('stream-silent', 'none'))
  await expect(other.getByRole('status')).toHaveText('live')
  await expect(page.getByRole('status')).not.toHaveText('live')
  await other.close()
})

test('shows on a page of docs what stands still, and leads to what plays', async ({
  book: { page, openDocs },
}) => {
  await openDocs('components-requestrunner--docs')
  const docs = page.frameLocator('#storybook-preview-iframe')
  await expect(docs.getByRole('heading', { name: 'RequestRunner', exact: true })).toBeVisible()
  await expect(docs.locator('#anchor--components-requestrunner--with-cost')).toBeVisible()
  await expect(docs.locator('#anchor--components-requestrunner--succeeded')).toHaveCount(0)
  await docs.getByRole('link', { name: 'Succeeded' }).click()
  await expect(docs.getByRole('img', { name: 'two friends cooking together' })).toBeVisible()
  await expect(page).toHaveURL(/path=\/story\/components-requestrunner--succeeded/)
})

test('shows the code of each hook below its example', async ({ book: { page, openDocs } }) => {
  await openDocs('hooks-userequest--docs')
  const docs = page.frameLocator('#storybook-preview-iframe')
  const code = docs.locator('pre').filter({ hasText: /import .* from 'modelrunner-react'/ })
  await expect(code).toBeVisible()
  const hooks = await page.evaluate(async () => {
    const answer = await fetch('index.json')
    const { entries } = (await answer.json()) as {
      entries: Record<string, { id: string; type: string; title: string }>
    }
    return Object.values(entries).flatMap(({ id, type, title }) =>
      type === 'docs' && title.startsWith('Hooks/') ? [{ id, name: title.slice('Hooks/'.length) }] : [],
    )
  })
  expect(hooks.length).toBeGreaterThanOrEqual(16)
  for (const { id, name } of hooks) {
    await emit(docs.locator('body'), 'setCurrentStory', { storyId: id, viewMode: 'docs' })
    await expect(docs.getByRole('heading', { name, level: 1 })).toBeVisible()
    await expect(code).toContainText(new RegExp(`import .*\\b${name}\\b.* from 'modelrunner-react'`))
  }
})

/** Tells Storybook's preview, as its own manager does. */
async function emit(body: Locator, event: string, change: object) {
  await body.evaluate(
    (_, [name, reported]) => {
      const { __STORYBOOK_ADDONS_CHANNEL__: channel } = globalThis as unknown as {
        __STORYBOOK_ADDONS_CHANNEL__: { emit(event: string, change: object): void }
      }
      channel.emit(name, reported)
    },
    [event, change] as const,
  )
}
