import { setTimeout as pause } from 'node:timers/promises'

/** A browser that is not Chromium, by the few things that a person does in it. */
export interface Engine {
  readonly name: string
  /** As the browser gives it, e.g. `153.8.0`. */
  readonly version: string
  /** A window whose storage is empty. */
  newWindow(): Promise<EngineWindow>
  close(): Promise<void>
}

/** A window: its tabs share storage. */
export interface EngineWindow {
  newTab(): Promise<Tab>
  close(): Promise<void>
}

export interface Tab {
  goto(url: string): Promise<void>
  reload(): Promise<void>
  back(): Promise<void>
  /** Runs a function in the page; what it takes and gives must be JSON. */
  evaluate<Given, Result>(run: (given: Given) => Result, given: Given): Promise<Result>
  /** A real click in the middle of the first element that matches. */
  click(selector: string): Promise<void>
  /** Real keys, one by one, in the place of what the field that matches holds. */
  fill(selector: string, text: string): Promise<void>
  press(key: Key): Promise<void>
  /** Chooses files of the disk in a file input. */
  choose(selector: string, paths: string[]): Promise<void>
  close(): Promise<void>
}

export type Key = 'Tab' | 'Shift+Tab' | 'Enter' | 'Space' | 'ArrowDown' | 'ArrowRight' | 'Delete' | 'Escape'

/** How long something that has to come is waited for, ms: a limit for what hangs. */
export const HANGS_MS = 60_000

/** Asks the page until it says yes. */
export async function until<Given>(
  tab: Tab,
  what: string,
  isSo: (given: Given) => boolean,
  given: Given,
  withinMs = HANGS_MS,
): Promise<void> {
  const end = performance.now() + withinMs
  while (!(await tab.evaluate(isSo, given))) {
    if (performance.now() > end) {
      const body = await tab.evaluate(() => document.body.innerText.slice(0, 600), undefined)
      throw new Error(`Not within ${withinMs} ms: ${what}. The page says:\n${body}`)
    }
    await pause(50)
  }
}

/** Waits for an element that is shown. */
export const shown = (tab: Tab, selector: string, withinMs?: number) =>
  until(
    tab,
    `${selector} is shown`,
    (wanted) => {
      const element = document.querySelector(wanted)
      return element !== null && element.getClientRects().length > 0
    },
    selector,
    withinMs,
  )

/** Waits until an element's text holds some words. */
export const says = (tab: Tab, selector: string, text: string, withinMs?: number) =>
  until(
    tab,
    `${selector} says "${text}"`,
    ([wanted, words]) => document.querySelector(wanted)?.textContent?.includes(words) ?? false,
    [selector, text] as const,
    withinMs,
  )
