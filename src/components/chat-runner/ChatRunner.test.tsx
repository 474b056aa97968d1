import { render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { openPlatform } from '../../../test/support/open-platform.js'
import { RequestRunner } from '../request-runner/RequestRunner.js'
import { ChatMessageView } from './ChatMessageView.js'
import { ChatRunner, type ChatRunnerProps } from './ChatRunner.js'

const ENDPOINT = 'meta/llama-4-instruct'
const LONG = { timeout: 20_000 }

function open(props: Partial<ChatRunnerProps> = {}, tokenMs = 1) {
  const platform = openPlatform()
  platform.emulator.set({ firstTokenMs: 0, tokenMs })
  const view = render(<ChatRunner endpoint={ENDPOINT} showCost {...props} />, { wrapper: platform.wrapper })
  const root = view.container.querySelector<HTMLElement>('[data-mr="chat-runner"][data-mr-part="root"]')
  if (!root) throw new Error('no root')
  const parts = (name: string) => [
    ...root.querySelectorAll<HTMLElement>(`[data-mr="chat-runner"][data-mr-part="${name}"]`),
  ]
  return { ...platform, root, parts, user: userEvent.setup() }
}
const input = () => screen.getByRole('textbox', { name: 'Message' })
const answer = () => screen.queryByText('Assistant')?.closest<HTMLElement>('li')
const isDone = () => expect(answer()).toHaveAttribute('data-state', 'done')

it('streams an answer, and shows what is billed to the last digit', async () => {
  const { emulator, root, parts, user } = open()
  await user.type(input(), 'Why is the sky blue?{Enter}')
  expect(input()).toHaveValue('')
  expect(screen.getByText('Why is the sky blue?')).toBeInTheDocument()
  await waitFor(() => expect(root).toHaveAttribute('data-state', 'streaming'), LONG)
  await waitFor(isDone, LONG)
  expect(root).toHaveAttribute('data-state', 'idle')
  await waitFor(() => expect(parts('cost')).toHaveLength(1), LONG)
  const total = Number(emulator.billed().total)
  expect(total).toBeGreaterThan(0)
  for (const part of [...parts('cost'), ...parts('total')]) {
    expect(Number(part.textContent?.replace(/^[^$]*\$/, ''))).toBe(total)
  }
})

it('begins a line with Shift+Enter, sends nothing that is empty, and nothing while an answer arrives', async () => {
  const { calls, user } = open({}, 20)
  await user.type(input(), '  {Enter}')
  expect(calls('chat')).toBe(0)
  await user.clear(input())
  await user.type(input(), 'One{Shift>}{Enter}{/Shift}two{Enter}')
  const asked = screen.getByText('You').closest('li')
  expect(asked?.querySelector('[data-mr-part="text"]')?.textContent).toBe('One\ntwo')
  await user.type(input(), 'Next{Enter}')
  expect(input()).toHaveValue('Next')
  await waitFor(isDone, LONG)
  expect(calls('chat')).toBe(1)
})

it('stops by keyboard, says that it may be charged, and asks again', async () => {
  const { calls, root, user } = open({}, 20)
  await user.type(input(), 'Hello{Enter}')
  await waitFor(() => expect(answer()?.querySelector('[data-mr-part="text"]')).toBeTruthy(), LONG)
  await user.tab()
  await user.tab()
  expect(screen.getByRole('button', { name: 'Stop' })).toHaveFocus()
  await user.keyboard('{Enter}')
  expect(root).toHaveAttribute('data-state', 'idle')
  expect(input()).toHaveFocus()
  expect(answer()).toHaveTextContent('Stopped. You may still be charged for the whole answer.')
  expect(screen.getByRole('status')).toHaveTextContent('Stopped.')
  await user.click(screen.getByRole('button', { name: 'Try again' }))
  await waitFor(isDone, LONG)
  expect([calls('chat'), screen.getAllByRole('listitem').length]).toEqual([2, 2])
})

it('announces whole sentences, each once, and nothing while one is written', async () => {
  const { user } = open({}, 10)
  const said: string[] = []
  const region = screen.getByRole('status')
  const observer = new MutationObserver(() => said.push(region.textContent ?? ''))
  observer.observe(region, { childList: true, characterData: true, subtree: true })
  await user.type(input(), 'Tell me about the sea{Enter}')
  await waitFor(isDone, LONG)
  const whole = answer()?.querySelector('[data-mr-part="text"]')?.textContent ?? ''
  await waitFor(() => expect(said.at(-1)?.endsWith(whole.trim().slice(-12))).toBe(true), LONG)
  observer.disconnect()
  expect(said[0]).toBe('Thinking…')
  const sentences = said.slice(1)
  // The model was cut short by its own limit: only the last may end in the middle.
  expect(sentences.length).toBeGreaterThan(1)
  for (const each of sentences.slice(0, -1)) expect(each).toMatch(/[.!?…]$/)
  expect(sentences.join(' ').replace(/\s+/g, '')).toBe(whole.replace(/\s+/g, ''))
})

it('keeps what was asked where the balance does not reach, with the way on', async () => {
  const { root, parts, user } = open({ endpoint: 'test/insufficient-balance' })
  await user.type(input(), 'Hello{Enter}')
  await waitFor(() => expect(root).toHaveAttribute('data-state', 'failed'), LONG)
  expect(parts('message')).toHaveLength(1)
  expect(parts('retry')).toHaveLength(0)
  const notice = root.querySelector<HTMLElement>('[data-mr="error-notice"][data-mr-part="root"]')
  expect(notice).toHaveAttribute('data-state', 'insufficient-balance')
  if (notice) expect(within(notice).getByRole('button', { name: /try again/i })).toBeEnabled()
})

it('folds what the model thought', async () => {
  const { parts, user } = open({ endpoint: 'qwen/qwen-3-thinking' })
  await user.type(input(), 'Hello{Enter}')
  await waitFor(isDone, LONG)
  expect(parts('reasoning')[0]).not.toHaveAttribute('open')
  expect(parts('reasoning')[0]).toHaveTextContent(/Reasoning\S*\w+/)
})

it('copies an answer, and starts a new conversation', async () => {
  const { parts, user } = open()
  await user.type(input(), 'Hello{Enter}')
  await waitFor(isDone, LONG)
  await user.click(screen.getByRole('button', { name: 'Copy' }))
  await waitFor(() => expect(parts('copy')[0]).toHaveAttribute('data-state', 'copied'))
  expect(await navigator.clipboard.readText()).toMatch(/\w+ \w+/)
  await user.click(screen.getByRole('button', { name: 'New conversation' }))
  expect(parts('message')).toHaveLength(0)
  expect(input()).toHaveFocus()
})

it('shows HTML in an answer as text, and fenced code as code', () => {
  const content = 'See <img src=x onerror=alert(1)>\n\n```js\nlet a = 1\n```'
  const message = { id: 'a', role: 'assistant' as const, content, state: 'done' as const }
  const { wrapper } = openPlatform()
  const { container } = render(
    <ChatMessageView message={message} showCost={false} onRetry={undefined} onEdit={undefined} />,
    {
      wrapper,
    },
  )
  expect(container.querySelector('img')).toBeNull()
  expect(container).toHaveTextContent('<img src=x onerror=alert(1)>')
  expect(container.querySelector('pre code')).toHaveTextContent('let a = 1')
})

it('is what <RequestRunner> becomes where the model is a language model', async () => {
  const { emulator, wrapper, calls } = openPlatform()
  emulator.set({ firstTokenMs: 0, tokenMs: 1 })
  const user = userEvent.setup()
  render(<RequestRunner endpoint={ENDPOINT} />, { wrapper })
  await user.type(await screen.findByRole('textbox', { name: 'Message' }, LONG), 'Hello{Enter}')
  await waitFor(isDone, LONG)
  expect([calls('chat'), calls('submit')]).toEqual([1, 0])
})
