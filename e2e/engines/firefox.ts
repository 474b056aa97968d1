import { existsSync } from 'node:fs'
import puppeteer, { type Browser, type BrowserContext, type KeyInput, type Page } from 'puppeteer-core'
import type { Engine, EngineWindow, Tab } from './engine.js'

const PATHS = [process.env.FIREFOX_PATH, '/usr/bin/firefox-esr', '/usr/bin/firefox']

/** Firefox over WebDriver BiDi. */
export async function startFirefox(): Promise<Engine> {
  const executablePath = PATHS.find((path) => path && existsSync(path))
  if (!executablePath)
    throw new Error('Firefox is not installed. Set FIREFOX_PATH or run: npm run test:engines')
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath,
    headless: true,
    // A page that is left stays in the back/forward cache, as in a person's browser.
    extraPrefsFirefox: { 'fission.bfcacheInParent': true },
  })
  return {
    name: 'Firefox',
    version: (await browser.version()).replace(/^\D+/, ''),
    newWindow: () => newWindow(browser),
    close: () => browser.close(),
  }
}

async function newWindow(browser: Browser): Promise<EngineWindow> {
  const context = await browser.createBrowserContext()
  return { newTab: () => newTab(context), close: () => context.close() }
}

async function newTab(context: BrowserContext): Promise<Tab> {
  const page = await context.newPage()
  await page.setViewport({ width: 1280, height: 900 })
  return {
    async goto(url) {
      await page.goto(url)
    },
    async reload() {
      await page.reload()
    },
    async back() {
      await page.goBack()
    },
    evaluate: async (run, given) => (await page.evaluate(run as never, given as never)) as never,
    async click(selector) {
      await (await element(page, selector)).click()
    },
    async type(selector, text) {
      await (await element(page, selector)).click()
      await page.keyboard.type(text)
    },
    press: (key) => page.keyboard.press(key as KeyInput),
    async choose(selector, paths) {
      const input = await page.$(selector)
      if (!input) throw new Error(`No element: ${selector}`)
      await (input as Awaited<ReturnType<typeof page.$<'input'>>>)?.uploadFile(...paths)
    },
    close: () => page.close(),
  }
}

async function element(page: Page, selector: string) {
  const found = await page.waitForSelector(selector, { visible: true })
  if (!found) throw new Error(`No element: ${selector}`)
  return found
}
