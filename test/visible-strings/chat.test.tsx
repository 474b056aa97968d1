import { cleanup, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it, vi } from 'vitest'
import { ChatMessageView } from '../../src/components/chat-runner/ChatMessageView.js'
import { ChatRunner, type ChatRunnerProps } from '../../src/components/chat-runner/ChatRunner.js'
import type { ChatMessage } from '../../src/client/chat/chat-state.js'
import { keysOf, marked } from '../support/marked-messages.js'
import { openPlatform } from '../support/open-platform.js'
import { watchTexts } from '../support/watch-texts.js'

vi.setConfig({ testTimeout: 40_000 })

const LONG = { timeout: 20_000 }
/** What the models say is data; of the app, the name of a file and what is asked. */
const said = new Set<string>()

/** Answers are replaced by one word, so that every other word is the package's own. */
function watch() {
  const words = watchTexts(['Xasked', 'Xname.png', 'Xanswer'])
  return {
    check() {
      for (const key of words.said) said.add(key)
      expect(words.strays).toEqual([])
    },
  }
}

describe('a conversation says nothing but the messages', () => {
  it('empty, with images, while it is edited, and cleared', async () => {
    const platform = openPlatform({}, { messages: marked })
    // JSON mode answers in one word of the question.
    const params: ChatRunnerProps['params'] = {
      response_format: { type: 'json_schema', json_schema: { schema: { type: 'string' } } },
    }
    platform.emulator.set({ firstTokenMs: 400, tokenMs: 5 })
    const { check } = watch()
    const user = userEvent.setup()
    render(<ChatRunner endpoint="meta/llama-4-instruct" showCost params={params} />, {
      wrapper: platform.wrapper,
    })
    await screen.findByRole('button', { name: /chatAddImage/ }, LONG)
    const input = screen.getByRole('textbox')
    await user.upload(
      document.querySelector('input[type=file]') as HTMLInputElement,
      new File(['x'], 'Xname.png', { type: 'image/png' }),
    )
    await user.click(await screen.findByRole('button', { name: /chatRemoveImage/ }))
    await user.type(input, 'Xasked{Enter}')
    await screen.findAllByText(/chatThinking/)
    await screen.findByRole('button', { name: /chatStop/ })
    await screen.findByText(/chatCost/, {}, LONG)
    await user.click(screen.getByRole('button', { name: /chatEdit/ }))
    await user.click(screen.getByRole('button', { name: /chatEditCancel/ }))
    await user.click(screen.getByRole('button', { name: /chatClear/ }))
    await screen.findByText(/chatEmpty/)
    check()
  })

  it('of answers that did not end, with what that means for money', () => {
    const { wrapper } = openPlatform({}, { messages: marked })
    const { check } = watch()
    for (const state of ['stopped', 'failed'] as const) {
      for (const billed of [undefined, 'unknown'] as const) {
        const message: ChatMessage = {
          id: 'a',
          role: 'assistant',
          state,
          billed,
          reasoning: 'Xanswer',
          content: [
            { type: 'text', text: 'Xanswer' },
            { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } },
          ],
        }
        render(<ChatMessageView message={message} showCost onRetry={() => {}} onEdit={undefined} />, {
          wrapper,
        })
      }
    }
    check()
    cleanup()
  })

  it('in every way that it can', async () => {
    await waitFor(() => expect(keysOf('chat').filter((key) => !said.has(key))).toEqual([]))
  })
})
