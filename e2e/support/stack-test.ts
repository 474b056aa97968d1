import { test as base, type Page } from '@playwright/test'
import { startStack, type Stack, type StackOptions } from './start-stack.js'
import { watchBrowser, type BrowserLog } from './watch-browser.js'

interface StackFixtures {
  /** `test.use({ stackOptions: { settings: { faults: […] } } })` */
  stackOptions: StackOptions
  stack: Stack
  /** Everything the page's browser sent, got and complained about. */
  browserLog: BrowserLog
}

/** A test with its own platform, proxy and page. Errors on the page's console fail it. */
export const test = base.extend<StackFixtures>({
  stackOptions: [{}, { option: true }],
  stack: async ({ stackOptions }, handOver) => {
    const stack = await startStack(stackOptions)
    await handOver(stack)
    await stack.close()
  },
  browserLog: async ({ page }: { page: Page }, handOver) => {
    await handOver(watchBrowser(page))
  },
})

export { expect } from '@playwright/test'
