import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import {
  Builder,
  By,
  Capabilities,
  Key as Keys,
  until as untilSelenium,
  type WebDriver,
} from 'selenium-webdriver'
import { freePort } from './free-port.js'
import type { Engine, EngineWindow, Key, Tab } from './engine.js'

const KEYS: Record<Exclude<Key, 'Shift+Tab'>, string> = {
  Tab: Keys.TAB,
  Enter: Keys.ENTER,
  Space: Keys.SPACE,
  ArrowDown: Keys.ARROW_DOWN,
  ArrowRight: Keys.ARROW_RIGHT,
  Delete: Keys.DELETE,
  Escape: Keys.ESCAPE,
}

const WAIT_MS = 30_000

/** WebKitGTK by its own driver, in a virtual screen. */
export async function startWebKit(): Promise<Engine> {
  const display = `:${70 + (process.pid % 20)}`
  const screen = spawn('Xvfb', [display, '-screen', '0', '1400x1000x24', '-nolisten', 'tcp'], {
    stdio: 'ignore',
  })
  const port = await freePort()
  const driver = spawn('WebKitWebDriver', [`--port=${port}`], {
    stdio: 'ignore',
    env: { ...process.env, DISPLAY: display, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' },
  })
  const children: ChildProcess[] = [driver, screen]
  const open = await untilOpen(() => openSession(port), children)
  const version = (await open.getCapabilities()).getBrowserVersion() ?? ''
  await open.quit()
  return {
    name: 'WebKitGTK',
    version,
    newWindow: () => newWindow(port),
    async close() {
      for (const child of children) child.kill()
      await Promise.resolve()
    },
  }
}

/** The driver needs a moment until it listens. */
async function untilOpen<T>(open: () => Promise<T>, children: ChildProcess[]): Promise<T> {
  const end = performance.now() + WAIT_MS
  for (;;) {
    try {
      return await open()
    } catch (error) {
      if (performance.now() > end) {
        for (const child of children) child.kill()
        throw error
      }
      await pause(200)
    }
  }
}

const openSession = (port: number): Promise<WebDriver> =>
  new Builder()
    .usingServer(`http://127.0.0.1:${port}`)
    .withCapabilities(
      new Capabilities({
        browserName: 'MiniBrowser',
        'webkitgtk:browserOptions': { binary: miniBrowser(), args: ['--automation'] },
      }),
    )
    .build()

let known: string | undefined
function miniBrowser(): string {
  known ??= ['4.1-0', '6.0-4', '4.0-37']
    .flatMap((version) => {
      try {
        return execFileSync('dpkg', ['-L', `libwebkit2gtk-${version}`], {
          encoding: 'utf8',
          stdio: 'pipe',
        }).split('\n')
      } catch {
        return []
      }
    })
    .find((path) => path.endsWith('/MiniBrowser') && existsSync(path))
  if (!known) throw new Error('WebKitGTK is not installed. Run: npm run test:engines')
  return known
}

async function newWindow(port: number): Promise<EngineWindow> {
  const driver = await openSession(port)
  await driver.manage().window().setRect({ width: 1280, height: 900 })
  let isFirst = true
  return {
    async newTab() {
      if (!isFirst) await driver.switchTo().newWindow('tab')
      isFirst = false
      return tabOf(driver, await driver.getWindowHandle())
    },
    close: () => driver.quit(),
  }
}

function tabOf(driver: WebDriver, handle: string): Tab {
  const here = () => driver.switchTo().window(handle)
  const find = async (selector: string) => {
    await here()
    const element = await driver.wait(untilSelenium.elementLocated(By.css(selector)), WAIT_MS)
    await driver.wait(untilSelenium.elementIsVisible(element), WAIT_MS)
    return element
  }
  return {
    async goto(url) {
      await here()
      await driver.get(url)
    },
    async reload() {
      await here()
      await driver.navigate().refresh()
    },
    async back() {
      await here()
      await driver.navigate().back()
    },
    async evaluate(run, given) {
      await here()
      return await driver.executeScript(`return (${String(run)})(arguments[0])`, given)
    },
    async click(selector) {
      await (await find(selector)).click()
    },
    async fill(selector, text) {
      const field = await find(selector)
      await field.click()
      await driver.executeScript('arguments[0].select()', field)
      // The field's own sendKeys() would move the caret first.
      await driver.actions().sendKeys(text).perform()
    },
    async press(key) {
      await here()
      const keys = driver.actions()
      if (key !== 'Shift+Tab') return keys.sendKeys(KEYS[key]).perform()
      await keys.keyDown(Keys.SHIFT).sendKeys(Keys.TAB).keyUp(Keys.SHIFT).perform()
    },
    async choose(selector, paths) {
      await here()
      // Seldom visible, so that only its presence counts.
      const input = await driver.wait(untilSelenium.elementLocated(By.css(selector)), WAIT_MS)
      await input.sendKeys(paths.join('\n'))
    },
    async close() {
      await here()
      await driver.close()
    },
  }
}
