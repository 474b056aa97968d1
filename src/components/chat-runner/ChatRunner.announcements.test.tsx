import { act, fireEvent, render, screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { emulatorFetch } from '../../../test/support/emulator-fetch.js'
import { FakeClock } from '../../../test/support/fake-clock.js'
import { openPlatform } from '../../../test/support/open-platform.js'
import { createEmulator } from '../../emulator/index.js'
import { ar } from '../../messages/languages/ar.js'
import { en } from '../../messages/en.js'
import type { Messages } from '../../messages/messages.js'
import { HEADERS } from '../../protocol/headers.js'
import { ChatRunner } from './ChatRunner.js'

/** Tokens come this often, ms. */
const TOKEN_MS = 80

/** A conversation on a clock of its own with a model whose tokens are sent by hand, and what its live region says when. */
async function open(messages: Messages) {
  // Loaded when first needed; the clock of the test does not wait for it.
  await Promise.all([import('../../client/chat/reading.js'), import('../output-view/Markdown.js')])
  const clock = new FakeClock()
  const emulator = createEmulator({ clock })
  const platform = emulatorFetch(emulator)
  let model: ReadableStreamDefaultController<Uint8Array> | undefined
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const target = new Headers(init?.headers).get(HEADERS.targetUrl) ?? ''
    if (!target.endsWith('/chat/completions')) return platform(input, init)
    const body = new ReadableStream<Uint8Array>({ start: (controller) => void (model = controller) })
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
  }
  const { wrapper } = openPlatform({ clock }, { clock, fetch, messages, live: 'off' })
  render(<ChatRunner endpoint="meta/llama-4-instruct" />, { wrapper })
  const pass = (ms: number) => act(() => clock.advance(ms))
  await pass(50)
  const region = screen.getAllByRole('status').at(-1)
  const said: { at: number; text: string }[] = []
  const observer = new MutationObserver(() => {
    const text = region?.textContent ?? ''
    if (text && text !== said.at(-1)?.text) said.push({ at: clock.monotonic(), text })
  })
  if (region) observer.observe(region, { childList: true, characterData: true, subtree: true })

  const frame = (choice: object) =>
    model?.enqueue(
      new TextEncoder().encode(`data: ${JSON.stringify({ id: 'chatcmpl-r1', choices: [choice] })}\n\n`),
    )
  return {
    said,
    pass,
    async ask() {
      const input = screen.getByRole('textbox')
      fireEvent.change(input, { target: { value: 'Why?' } })
      fireEvent.keyDown(input, { key: 'Enter' })
      await pass(200)
    },
    async write(text: string) {
      for (const content of text.match(/\s*\S{1,4}\n?/gu) ?? []) {
        frame({ delta: { content } })
        await pass(TOKEN_MS)
      }
    },
    async finish() {
      frame({ delta: {}, finish_reason: 'stop' })
      model?.close()
      await pass(200)
    },
  }
}

const ANSWERS: [string, Messages, string][] = [
  [
    'English',
    en,
    'The sky is blue because air scatters short waves. Does that change in the evening? Yes: the way is longer then! So it turns red, and what is left of the light is the part that goes straight on. That is all…',
  ],
  [
    'Arabic',
    { ...en, ...ar },
    'هل السماء زرقاء دائما في كل مكان من الأرض؟ وهل يتغير ذلك في المساء حين يطول الطريق؟ نعم، وما الذي يبقى من الضوء إذن؟ يبقى الجزء الذي يسير مستقيما. هذا كل شيء…',
  ],
]

it.each(ANSWERS)(
  'an answer in %s is announced by sentence, calmly, each sentence once, and then nothing more',
  async (_language, messages, answer) => {
    const { said, pass, ask, write, finish } = await open(messages)
    await ask()
    await write(answer)
    await finish()
    await pass(3_000)
    const [thinking, ...sentences] = said
    expect(thinking?.text).toBe(messages.chatThinking)
    expect(sentences.length).toBeGreaterThan(2)
    for (const { text } of sentences) expect(text).toMatch(/[.!?…؟]$/)
    expect(sentences.map(({ text }) => text).join(' ')).toBe(answer)
    // Only the last may come sooner: the answer has ended.
    const times = sentences.map(({ at }) => at)
    const gaps = times.slice(1, -1).map((at, index) => at - (times[index] ?? 0))
    for (const gap of gaps) expect(gap).toBeGreaterThanOrEqual(1_500)
    const count = said.length
    await pass(60_000)
    expect(said).toHaveLength(count)
  },
)

it('an answer that is stopped says so once, and not the half of a sentence', async () => {
  const { said, pass, ask, write } = await open(en)
  await ask()
  await write('One sentence is whole. The next one is not whole when')
  fireEvent.click(screen.getByRole('button', { name: 'Stop' }))
  await pass(60_000)
  const texts = said.map(({ text }) => text)
  expect(texts.slice(0, 3)).toEqual([
    en.chatThinking,
    'One sentence is whole.',
    'Stopped. You may still be charged for the whole answer.',
  ])
  expect(new Set(texts).size).toBe(texts.length)
  expect(texts.join(' ')).not.toContain('when')
})

it('the next answer is announced from its beginning, and nothing of the one before', async () => {
  const { said, ask, write, finish } = await open(en)
  await ask()
  await write('The first answer.')
  await finish()
  const count = said.length
  await ask()
  await write('The second answer.')
  await finish()
  expect(said.slice(count).map(({ text }) => text)).toEqual([en.chatThinking, 'The second answer.'])
})

it('a table and code are announced without their signs', async () => {
  const { said, ask, write, finish } = await open(en)
  await ask()
  await write('## Sizes\n\n| size | cost |\n| --- | --: |\n| **small** | 1 |\n\n```ts\nlet a = 1\n```\n')
  await finish()
  const [, ...texts] = said.map(({ text }) => text)
  expect(texts.join(' ')).toBe('Sizes size cost small 1 let a = 1')
})
