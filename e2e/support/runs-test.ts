import { type Locator, type Page, test as base } from '@playwright/test'
import { buildPage } from './build-page.js'
import { startStack, type Stack, type StackOptions } from './start-stack.js'

/** What the page of the fixture `runs` shows. */
export type Fact =
  'phase' | 'input' | 'output' | 'connection' | 'transport' | 'told' | 'error' | 'status' | 'billed'

/** What is asked of the page. */
export interface Asked {
  /** @default 'test/echo' */
  endpoint?: string
  /** `persistKey` */
  key?: string
  /** `userKey` */
  user?: string
  /** A header that the app gives the provider. */
  authorization?: string
  /** Where the platform reports the run's end. */
  webhook?: string
  /** Whether the file library shows, too. */
  files?: boolean
  /** Whether the app's own headers come only once the page gets an event `headers`. */
  slowHeaders?: boolean
}

interface RunsFixtures {
  /** `test.use({ stackOptions: { proxy: wartyProxies.buffers } })` */
  stackOptions: Omit<StackOptions, 'folder'>
  stack: Stack
}

interface RunsWorkerFixtures {
  /** Whether the page is built with what developers alone are told. */
  isDevelopment: boolean
  folder: string
}

/** A test with its own platform, proxy and the page of the fixture `runs`. */
export const test = base.extend<RunsFixtures, RunsWorkerFixtures>({
  isDevelopment: [false, { option: true, scope: 'worker' }],
  folder: [
    async ({ isDevelopment }, handOver) => handOver(await buildPage('runs', { isDevelopment })),
    { scope: 'worker' },
  ],
  stackOptions: [{}, { option: true }],
  stack: async ({ stackOptions, folder }, handOver) => {
    const stack = await startStack({ ...stackOptions, folder })
    await handOver(stack)
    await stack.close()
  },
})

export async function openRuns(page: Page, url: string, asked: Asked = {}): Promise<void> {
  const { files, slowHeaders, ...texts } = asked
  const query = new URLSearchParams({
    ...(files && { files: '' }),
    ...(slowHeaders && { 'slow-headers': '' }),
  })
  for (const [name, value] of Object.entries(texts)) if (value !== undefined) query.set(name, value)
  await page.goto(`${url}?${query}`)
}

export const fact = (page: Page, name: Fact): Locator => page.locator(`[data-fact="${name}"]`)

export const clickRun = (page: Page) => page.getByRole('button', { name: 'Run', exact: true }).click()

export { expect } from '@playwright/test'
