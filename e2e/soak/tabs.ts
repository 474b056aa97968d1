import { setTimeout as wait } from 'node:timers/promises'
import type { BrowserContext, Page } from '@playwright/test'
import { fact, openRuns } from '../support/runs-test.js'
import type { Stack } from '../support/start-stack.js'

/** Each has a name for its run; the last two share theirs with the first two. */
const NAMES = 6
const SLOTS = NAMES + 2
const ENDPOINTS = ['test/echo', 'test/provider-failure', 'test/echo', 'test/invalid-output']

const TROUBLES = {
  click: 10,
  'click twice': 5,
  'click and reload': 4,
  reload: 4,
  close: 3,
  crash: 2,
  offline: 2,
  'away and back': 3,
  'server down': 3,
} as const
type Trouble = keyof typeof TROUBLES

/** The tabs of one browser, and what befalls them. */
export class Tabs {
  readonly happened = Object.fromEntries(Object.keys(TROUBLES).map((kind) => [kind, 0])) as Record<
    Trouble,
    number
  >
  readonly #pages: (Page | undefined)[] = []
  readonly #context: BrowserContext
  readonly #stack: Stack
  readonly #random: () => number

  constructor(context: BrowserContext, stack: Stack, random: () => number) {
    this.#context = context
    this.#stack = stack
    this.#random = random
  }

  async openAll(): Promise<void> {
    for (let slot = 0; slot < SLOTS; slot++) if (!this.#pages[slot]) await this.#open(slot)
  }

  /** Something happens to one tab, or to all. */
  async trouble(): Promise<void> {
    const slot = Math.floor(this.#random() * SLOTS)
    const page = this.#pages[slot]
    if (!page) return this.#open(slot)
    const kinds = Object.entries(TROUBLES).flatMap(([kind, weight]) =>
      Array<Trouble>(weight).fill(kind as Trouble),
    )
    const kind = kinds[Math.floor(this.#random() * kinds.length)] as Trouble
    this.happened[kind]++
    try {
      await this.#happen(kind, page, slot)
    } catch {
      // It went in the middle of something: a person would open another one.
      await this.#close(slot)
    }
    await this.#pause(250)
  }

  /** What the page shows of its run, and what its endpoint comes to. */
  async shown(): Promise<{ name: string; clientId?: string; phase: string; outcome: string }[]> {
    return Promise.all(
      this.#pages.map(async (page, slot) => ({
        name: nameOf(slot),
        clientId: await page?.evaluate((name) => {
          const key = Object.keys(localStorage).find(
            (each) => /^modelrunner:run:/.test(each) && each.endsWith(`,${JSON.stringify(name)}]`),
          )
          return (JSON.parse(localStorage.getItem(key ?? '') ?? '{}') as { clientId?: string }).clientId
        }, nameOf(slot)),
        phase: (page && (await fact(page, 'phase').textContent())) ?? '',
        outcome: endpointOf(slot) === 'test/echo' ? 'succeeded' : 'failed',
      })),
    )
  }

  async #happen(kind: Trouble, page: Page, slot: number): Promise<void> {
    switch (kind) {
      case 'click':
      case 'click twice':
        return page.evaluate(clickRun, kind === 'click' ? 1 : 2)
      case 'click and reload':
        await page.evaluate(clickRun, 1)
        await this.#pause(60)
        return void (await page.reload({ timeout: 5_000 }))
      case 'reload':
        return void (await page.reload({ timeout: 5_000 }))
      case 'close':
        return this.#close(slot)
      case 'crash':
        await page.goto('chrome://crash', { timeout: 1_500 }).catch(() => {})
        return this.#close(slot)
      case 'offline':
        await this.#context.setOffline(true)
        await this.#pause(3_000)
        return this.#context.setOffline(false)
      case 'away and back':
        await page.goto(`${this.#stack.url}nothing`, { timeout: 3_000 })
        await this.#pause(500)
        return void (await page.goBack({ timeout: 3_000 }))
      case 'server down': {
        const goUp = await this.#stack.goDown()
        await this.#pause(2_000)
        return goUp()
      }
      default:
        kind satisfies never
    }
  }

  async #open(slot: number): Promise<void> {
    const page = (this.#pages[slot] = await this.#context.newPage())
    const asked = { key: nameOf(slot), endpoint: endpointOf(slot) }
    await openRuns(page, this.#stack.url, asked).catch(() => this.#close(slot))
  }

  async #close(slot: number): Promise<void> {
    const page = this.#pages[slot]
    this.#pages[slot] = undefined
    await page?.close()
  }

  /** Real time, which is the trouble itself here (how long the network is away, how soon the reload comes): nothing is waited for. */
  #pause(atMostMs: number): Promise<void> {
    return wait(this.#random() * atMostMs)
  }
}

function nameOf(slot: number): string {
  return `run-${slot % NAMES}`
}

function endpointOf(slot: number): string {
  return ENDPOINTS[(slot % NAMES) % ENDPOINTS.length] ?? 'test/echo'
}

/** In the page. */
function clickRun(times: number): void {
  const button = [...document.querySelectorAll('button')].find(({ textContent }) => textContent === 'Run')
  for (let time = 0; time < times; time++) button?.click()
}
