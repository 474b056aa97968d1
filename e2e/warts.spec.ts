import type { Page } from '@playwright/test'
import { wartyProxies } from '../test/warty-proxies/warty-proxies.js'
import { type Asked, clickRun, expect, fact, openRuns, test } from './support/runs-test.js'
import type { Stack } from './support/start-stack.js'

// What a developer is told shows in development alone.
test.use({ isDevelopment: true })

async function run(page: Page, stack: Stack, asked?: Asked) {
  await openRuns(page, stack.url, asked)
  await clickRun(page)
}

async function expectSuccess(page: Page, stack: Stack) {
  await expect(fact(page, 'phase')).toHaveText('succeeded')
  await expect(fact(page, 'output')).toContainText('a boat')
  expect(stack.emulator.requests()).toHaveLength(1)
}

const notice = (page: Page) => page.locator('[data-mr="error-notice"][data-mr-part="root"]')

/** Winds the page's clock on in steps, so that what each step starts can go out and come back. */
async function windOnUntil(page: Page, isDone: () => Promise<boolean>) {
  await expect
    .poll(
      async () => {
        if (await isDone()) return true
        await page.clock.fastForward(5_000)
        return false
      },
      { intervals: [50] },
    )
    .toBe(true)
}

test.describe('a proxy that answers 200 whatever the status', () => {
  test.use({ stackOptions: { proxy: wartyProxies.swallowsStatus } })

  test('an insufficient balance is reported with its original status and a link to top up', async ({
    page,
    stack,
  }) => {
    await run(page, stack, { endpoint: 'test/insufficient-balance' })
    await expect(fact(page, 'error')).toHaveText('insufficient-balance')
    await expect(fact(page, 'status')).toHaveText('402')
    await expect(fact(page, 'billed')).toHaveText('false')
    await expect(notice(page)).toContainText('Not enough balance')
    await expect(notice(page).getByRole('link', { name: 'Add funds' })).toBeVisible()
    expect(stack.emulator.requests()).toEqual([])
  })

  test('a failed generation stays one', async ({ page, stack }) => {
    await run(page, stack, { endpoint: 'test/provider-failure' })
    await expect(fact(page, 'phase')).toHaveText('failed')
    await expect(fact(page, 'error')).toHaveText('generation-failed')
    await expect(notice(page)).toContainText('safety filter')
    await expect(fact(page, 'told')).toHaveText('failed')
  })
})

for (const wart of ['buffers', 'silentStream'] as const) {
  test.describe(`an event stream that brings nothing (${wart})`, () => {
    test.use({ stackOptions: { proxy: wartyProxies[wart] } })

    test('polling takes over within 12 seconds and says so', async ({ page, stack }) => {
      await page.clock.install()
      await run(page, stack, { endpoint: 'test/slow' })
      await expect(fact(page, 'phase')).toHaveText('queued')
      await expect.poll(() => stack.emulator.log.some(({ route }) => route === 'stream')).toBe(true)
      await expect(fact(page, 'connection')).toHaveText('connecting')
      await page.clock.fastForward(11_000)
      await expect(fact(page, 'connection')).toHaveText('polling', { timeout: 5_000 })
      await expect(fact(page, 'transport')).toHaveText('polling')
      await expect(fact(page, 'phase')).toHaveText('running')
      expect(stack.emulator.log.some(({ route }) => route === 'list')).toBe(true)
    })
  })
}

test.describe('a route that exports GET, POST and PUT alone', () => {
  test.use({ stackOptions: { proxy: wartyProxies.onlyGetPostPut } })

  test('a DELETE is named with what to export, and a run is not hindered', async ({ page, stack }) => {
    const [file] = stack.emulator.seedFiles(1)
    await run(page, stack, { files: true })
    await expectSuccess(page, stack)
    await page.getByRole('button', { name: 'Delete' }).click()
    const files = page.getByRole('region', { name: 'Files' })
    await expect(files).toContainText(
      'The route does not export DELETE: export const { GET, POST, PUT, PATCH, DELETE } = toRouteHandlers(handler)',
    )
    await expect(files.getByRole('group')).toHaveAttribute('data-state', 'proxy')
    // What was taken away before the answer is back.
    await expect(files).toContainText(file?.url ?? '')
    expect(stack.emulator.files()).toHaveLength(1)
  })
})

const refusals = [
  { wart: 'refusesHost', says: 'a host it does not know, 412 as text', status: 412, advice: 'see hosts' },
  { wart: 'noKey', says: 'no key, 401 as a bare string', status: 401, advice: 'Set MODELRUNNER_KEY' },
  {
    wart: 'refusesHeader',
    says: 'no target, 400 as a bare string',
    status: 400,
    advice: 'x-modelrunner-* headers',
  },
] as const

for (const { wart, says, status, advice } of refusals) {
  test.describe(`a proxy that refuses for ${says}`, () => {
    test.use({ stackOptions: { proxy: wartyProxies[wart] } })

    test('is reported as a proxy error, with what to do about it', async ({ page, stack }) => {
      await run(page, stack)
      await expect(fact(page, 'phase')).toHaveText('failed')
      await expect(fact(page, 'error')).toHaveText('proxy')
      await expect(fact(page, 'status')).toHaveText(String(status))
      await expect(fact(page, 'billed')).toHaveText('false')
      await expect(notice(page)).toContainText(advice)
      expect(stack.emulator.log).toEqual([])
    })
  })
}

test.describe('a gateway’s HTML page for every response, 502', () => {
  test.use({ stackOptions: { proxy: wartyProxies.htmlErrorPage } })

  test('is looked up, and then reported as maybeSubmitted', async ({ page, stack }) => {
    await page.clock.install()
    await run(page, stack)
    await windOnUntil(page, async () => (await fact(page, 'phase').textContent()) === 'failed')
    await expect(fact(page, 'error')).toHaveText('server')
    await expect(fact(page, 'status')).toHaveText('502')
    await expect(fact(page, 'billed')).toHaveText('unknown')
    await expect(notice(page)).toContainText("We couldn't confirm the run")
    await expect(notice(page)).not.toContainText('<h1>')
  })
})

test.describe('the app’s own page for every response, 200', () => {
  test.use({ stackOptions: { proxy: wartyProxies.htmlAppPage } })

  test('is reported as a wrong proxyUrl: at once to the developer, to the user when it persists', async ({
    page,
    stack,
  }) => {
    const warned = page.waitForEvent('console', (message) => message.type() === 'warning')
    await page.clock.install()
    await run(page, stack)
    expect((await warned).text()).toContain('there is no proxy at proxyUrl')
    await windOnUntil(page, async () => (await fact(page, 'phase').textContent()) === 'failed')
    await expect(fact(page, 'error')).toHaveText('proxy')
    await expect(notice(page)).toContainText("We couldn't confirm the run")
  })
})

test.describe('a redirect to the sign-in page for every response', () => {
  test.use({ stackOptions: { proxy: wartyProxies.redirectsToSignIn } })

  test('is named to the developer with where it leads, without what its address holds', async ({
    page,
    stack,
  }) => {
    const warned = page.waitForEvent('console', (message) => message.type() === 'warning')
    await page.clock.install()
    await run(page, stack)
    const text = (await warned).text()
    expect(text).toMatch(
      /redirected to http:\S+\/sign-in: (GET|POST) .*Let it answer 401 where nobody is signed in/,
    )
    expect(text).not.toContain('secret')
    await windOnUntil(page, async () => (await fact(page, 'phase').textContent()) === 'failed')
    await expect(fact(page, 'error')).toHaveText('proxy')
  })
})

test.describe('a proxy that forwards a client’s authorization instead of the key', () => {
  test.use({ stackOptions: { proxy: wartyProxies.forwardsAuthorization } })

  test('gets none, even where the app sets one', async ({ page, stack }) => {
    await run(page, stack, { authorization: 'Bearer session' })
    await expectSuccess(page, stack)
  })
})

test.describe('a proxy that calls every body text', () => {
  test.use({ stackOptions: { proxy: wartyProxies.wrongContentType } })

  test('is read all the same, the stream too', async ({ page, stack }) => {
    await run(page, stack)
    await expect(fact(page, 'connection')).toHaveText('live')
    await expectSuccess(page, stack)
  })
})
