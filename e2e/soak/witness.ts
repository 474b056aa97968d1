import type { BrowserContext } from '@playwright/test'

/** A submit as the page put it on record. */
export interface SeenSubmit {
  /** What the page learnt of the request. */
  requestId?: string
  /** The record was given up: it is said to have cost nothing. */
  isRefused: boolean
}

/** What the pages put on record and told their callbacks, kept over crashes and reloads. What a page says as it dies may be lost. */
export interface Witness {
  /** By client id. */
  readonly submits: ReadonlyMap<string, SeenSubmit>
  /** How often the outcome of each request was told. */
  readonly told: ReadonlyMap<string, number>
}

type Note = ['record' | 'removed', string] | ['told', string]

export async function watch(context: BrowserContext): Promise<Witness> {
  const submits = new Map<string, SeenSubmit>()
  const reported = new Map<string, number>()
  await context.exposeBinding('witness', (_, ...[what, text]: Note) => {
    if (what === 'told') return void reported.set(text, (reported.get(text) ?? 0) + 1)
    const { clientId, requestId } = JSON.parse(text) as { clientId: string; requestId?: string }
    const before = submits.get(clientId)
    submits.set(clientId, {
      requestId: requestId ?? before?.requestId,
      isRefused: what === 'removed' || before?.isRefused === true,
    })
  })
  await context.addInitScript(() => {
    const { witness } = window as unknown as { witness(...note: Note): void }
    const isRun = (key: string) => key.startsWith('modelrunner:run:')
    const { setItem, removeItem } = Storage.prototype
    Storage.prototype.setItem = function (key, value) {
      setItem.call(this, key, value)
      if (isRun(key)) witness('record', value)
    }
    Storage.prototype.removeItem = function (key) {
      const before = this.getItem(key)
      removeItem.call(this, key)
      if (isRun(key) && before) witness('removed', before)
    }
    addEventListener('told', (event) => witness('told', (event as CustomEvent<string>).detail))
  })
  return { submits, told: reported }
}
