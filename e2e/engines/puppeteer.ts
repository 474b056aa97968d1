import type { Browser, BrowserContext, ElementHandle, KeyInput, Page } from 'puppeteer-core'
import { type Engine, type EngineWindow, HANGS_MS, type Key, type Tab } from './engine.js'

/** A browser that puppeteer has started. */
export async function engineOf(name: string, browser: Browser): Promise<Engine> {
  return {
    name,
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
  page.setDefaultTimeout(HANGS_MS)
  return {
    async goto(url) {
      await page.goto(url)
    },
    async reload() {
      await page.reload()
    },
    async back() {
      const left = page.url()
      // goBack() waits for a load event, and a page that comes out of the cache has none.
      await page.evaluate(() => history.back())
      await page.waitForFunction((url) => location.href !== url, {}, left)
    },
    evaluate: async (run, given) => (await page.evaluate(run as never, given as never)) as never,
    async click(selector) {
      // A tab behind another one renders nothing, and a click waits for a frame.
      await page.bringToFront()
      await (await element(page, selector)).click()
    },
    async fill(selector, text) {
      const field = await element(page, selector)
      await field.click()
      await field.evaluate((input) => (input as HTMLInputElement).select())
      await page.keyboard.type(text)
    },
    press: (key) => press(page, key),
    async choose(selector, paths) {
      // Seldom visible, so that only its presence counts.
      const input = await page.waitForSelector(selector)
      await (input as ElementHandle<HTMLInputElement> | null)?.uploadFile(...paths)
    },
    close: () => page.close(),
  }
}

async function press(page: Page, key: Key): Promise<void> {
  if (key !== 'Shift+Tab') return page.keyboard.press(key === 'Space' ? ' ' : (key as KeyInput))
  await page.keyboard.down('Shift')
  await page.keyboard.press('Tab')
  await page.keyboard.up('Shift')
}

async function element(page: Page, selector: string) {
  const found = await page.waitForSelector(selector, { visible: true })
  if (!found) throw new Error(`No element: ${selector}`)
  return found
}
