import { costOf, type ChatState } from '../../src/client/chat/chat-state.js'
import type { Fault } from '../../src/emulator/faults/fault.js'
import { createEmulator, type Emulator } from '../../src/emulator/index.js'
import type { RequestItem } from '../../src/protocol/request-item.js'
import { addDecimals, formatDecimal, parseDecimal } from '../../src/protocol/decimal.js'
import { FakeClock } from '../support/fake-clock.js'
import { ChatBrowser, type ChatTab } from './chat-browser.js'

/** What goes wrong with one message of a conversation. */
export type Trouble =
  | { kind: 'cut-at-byte'; bytes: number }
  | { kind: 'cut-call'; cut: 'before' | 'during' | 'after' }
  | { kind: 'refused'; status: number }
  | { kind: 'error-frame'; tokens: number }
  | { kind: 'silence'; tokens: number }
  | { kind: 'reload'; atMs: number }
  | { kind: 'second-tab'; atMs: number }
  | { kind: 'both-send' }
  | { kind: 'stop'; atMs: number }
  | { kind: 'stop-in-second-tab'; atMs: number }

export interface Conversation {
  seed: number
  trouble: Trouble
  /** Reads of requests fail this often, 0–1. */
  readFailures: number
}

const ENDPOINT = 'meta/llama-4-instruct'
const NAME = 'talk'
const FIRST_TOKEN_MS = 20
const TOKEN_MS = 5
/** Longer than a silent connection is noticed, an absent request believed absent, and a bill settled. */
const PATIENCE_MS = 200_000

/** What was wrong at the end of a conversation; nothing where all is as it must be. */
export async function converse({ seed, trouble, readFailures }: Conversation): Promise<string[]> {
  const clock = new FakeClock({ seed })
  const emulator = createEmulator({ clock, seed })
  const reads: Fault[] = ['item', 'list'].map((route) => ({
    route: route as Fault['route'],
    probability: readFailures,
    status: 503,
  }))
  emulator.set({
    firstTokenMs: FIRST_TOKEN_MS,
    tokenMs: TOKEN_MS,
    faults: [...faultsOf(trouble), ...(readFailures > 0 ? reads : [])],
  })
  const browser = new ChatBrowser(clock, emulator)
  const open = () => browser.open(ENDPOINT, NAME)
  open()
  try {
    await ask(browser, clock, 'first question', () => meet(trouble, browser, clock, open))
    await ask(browser, clock, 'second question')
    await until(clock, () => tabs(browser).every(({ chat }) => chat.store.getState().unread.length === 0))
    return tabs(browser).flatMap(({ chat }) => wrongWith(chat.store.getState(), emulator, trouble))
  } finally {
    for (const tab of tabs(browser)) tab.kill()
    emulator.dispose()
  }
}

const tabs = (browser: ChatBrowser) => [...browser.tabs]

/** Asks, meets trouble, and tries again and again until there is an answer, as an impatient user would, in every tab. */
async function ask(
  browser: ChatBrowser,
  clock: FakeClock,
  text: string,
  meetTrouble: () => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const options = { params: { max_tokens: 4 } }
  tabs(browser)[0]?.chat.send(text, options)
  await meetTrouble()
  const isOver = () =>
    tabs(browser).every(({ chat }) => {
      const { turn, messages } = chat.store.getState()
      return !turn && ['done', 'stopped'].includes(messages.at(-1)?.state ?? '')
    })
  for (let waited = 0; waited < PATIENCE_MS && !isOver(); waited += 400) {
    for (const { chat } of tabs(browser)) {
      if (chat.store.getState().messages.at(-1)?.state === 'failed') chat.retry(options)
    }
    await clock.advance(400)
  }
}

async function meet(
  trouble: Trouble,
  browser: ChatBrowser,
  clock: FakeClock,
  open: () => ChatTab,
): Promise<void> {
  const [first] = tabs(browser)
  if (trouble.kind === 'both-send') {
    open().chat.send('other question', { params: { max_tokens: 4 } })
    return clock.advance(1)
  }
  if (!('atMs' in trouble)) return
  await clock.advance(trouble.atMs)
  if (trouble.kind === 'stop') first?.chat.stop()
  else if (trouble.kind === 'stop-in-second-tab') open().chat.stop()
  else if (trouble.kind === 'second-tab') open().chat.send('other question', { params: { max_tokens: 4 } })
  else {
    first?.kill()
    open()
  }
}

function faultsOf(trouble: Trouble): Fault[] {
  const chat = (rest: Partial<Fault>): Fault[] => [{ route: 'chat', times: 1, ...rest }]
  switch (trouble.kind) {
    case 'cut-at-byte':
      return chat({ chat: { cutAfterBytes: trouble.bytes } })
    case 'cut-call':
      return chat({ cut: trouble.cut })
    case 'refused':
      return chat({ status: trouble.status })
    case 'error-frame':
      return chat({ chat: { errorAfterTokens: trouble.tokens } })
    case 'silence':
      return chat({ chat: { stallAfterTokens: trouble.tokens } })
    default:
      return []
  }
}

async function until(clock: FakeClock, isTrue: () => boolean): Promise<void> {
  for (let waited = 0; waited < PATIENCE_MS && !isTrue(); waited += 500) await clock.advance(500)
}

interface ChatRequest extends RequestItem {
  input: { messages: { role: string; content: string }[] }
}

function wrongWith(state: ChatState, emulator: Emulator, trouble: Trouble): string[] {
  const wrong: string[] = []
  const requests = emulator.requests() as unknown as ChatRequest[]
  const charged = requests.filter(({ billingStatus }) => billingStatus === 'charged')
  const asked = charged.map(({ input }) => input.messages.at(-1)?.content)
  if (new Set(asked).size < asked.length) wrong.push(`billed twice: ${asked.join(', ')}`)
  for (const text of ['first question', 'second question']) {
    const isOptional =
      text === 'first question' && ['stop', 'stop-in-second-tab', 'both-send'].includes(trouble.kind)
    if (!isOptional && !asked.includes(text)) wrong.push(`never answered: ${text}`)
  }
  if (trouble.kind !== 'both-send') {
    const shown = costOf(state) ?? '0'
    if (shown !== plain(emulator.billed().total)) {
      wrong.push(`shows ${shown}, billed ${emulator.billed().total}`)
    }
  }
  for (const { requestId, content, state: own, cost } of state.messages) {
    const request = requests.find(({ id }) => id === requestId)
    if (!request || own !== 'done') continue
    const answer = (request.output as { choices: { message: { content: string } }[] }).choices[0]?.message
      .content
    if (content !== answer) wrong.push(`another answer: ${JSON.stringify([content, answer])}`)
    if (plain(cost) !== plain(request.totalPrice))
      wrong.push(`another cost: ${cost} for ${request.totalPrice}`)
  }
  if (state.unread.length > 0) wrong.push(`never read: ${JSON.stringify(state.unread)}`)
  if (state.turn) wrong.push('an answer without an end')
  return wrong
}

function plain(amount: string | undefined): string {
  const decimal = parseDecimal(amount)
  return decimal ? formatDecimal(addDecimals(decimal)) : String(amount)
}
