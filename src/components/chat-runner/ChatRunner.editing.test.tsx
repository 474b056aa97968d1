import { QueryClient } from '@tanstack/react-query'
import { fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { openPlatform } from '../../../test/support/open-platform.js'
import { startUploadPlatform } from '../../../test/support/upload-platform.js'
import type { ChatMessage } from '../../client/chat/chat-state.js'
import { ModelRunnerProvider } from '../../context/ModelRunnerProvider.js'
import { ChatMessageView } from './ChatMessageView.js'
import { ChatRunner, type ChatRunnerProps } from './ChatRunner.js'

vi.setConfig({ testTimeout: 40_000 })

const LONG = { timeout: 20_000 }

/** On real sockets: files are sent past the proxy. */
async function open(props: Partial<ChatRunnerProps> = {}) {
  const { emulator, options } = await startUploadPlatform()
  emulator.set({ firstTokenMs: 0, tokenMs: 1 })
  const queryClient = new QueryClient()
  const { container } = render(
    <ModelRunnerProvider {...options} live="off" storage={null} queryClient={queryClient}>
      <ChatRunner endpoint="meta/llama-4-instruct" params={{ max_tokens: 5 }} {...props} />
    </ModelRunnerProvider>,
  )
  const parts = (name: string) => [
    ...container.querySelectorAll<HTMLElement>(`[data-mr="chat-runner"][data-mr-part="${name}"]`),
  ]
  const isDone = (answers: number) =>
    waitFor(
      () =>
        expect(parts('message').map(({ dataset }) => dataset['state'])).toEqual(
          Array(answers * 2).fill('done'),
        ),
      LONG,
    )
  const texts = () =>
    screen
      .queryAllByText('You')
      .map((author) => author.closest('li')?.querySelector('[data-mr-part=text]')?.textContent)
  /** The last message of each call, as the platform got it. */
  const asked = () =>
    emulator
      .requests()
      .map(({ input }) => (input as unknown as { messages: { content: unknown }[] }).messages.at(-1)?.content)
  return { emulator, queryClient, container, parts, isDone, texts, asked, user: userEvent.setup() }
}
const input = () => screen.getByRole('textbox', { name: 'Message' })
const picture = (name = 'cat.png') => new File(['not a real picture'], name, { type: 'image/png' })

it('edits a message, and sends it in place of all that follows it', async () => {
  const { emulator, isDone, texts, asked, user } = await open({ showCost: true })
  await user.type(input(), 'First{Enter}')
  await isDone(1)
  await user.type(input(), 'Second{Enter}')
  await isDone(2)
  await user.type(input(), 'not sent yet')
  const [edit] = screen.getAllByRole('button', { name: 'Edit' })
  if (edit) await user.click(edit)
  expect(input()).toHaveFocus()
  expect(input()).toHaveValue('First')
  expect(screen.getByText(/replaces everything after it/)).toBeVisible()
  await user.type(input(), ' again{Enter}')
  await isDone(1)
  expect(texts()).toEqual(['First again'])
  expect(asked()).toEqual(['First', 'Second', 'First again'])
  // What was typed before is there again.
  expect(input()).toHaveValue('not sent yet')
  // What was removed was paid for, too.
  await waitFor(() => {
    const total = screen.getByText(/^Total: /).textContent?.replace(/^[^$]*\$/, '')
    expect(Number(total)).toBe(Number(emulator.billed().total))
  }, LONG)
})

it('cancels an edit, and offers none while an answer arrives', async () => {
  const { emulator, isDone, texts, parts, user } = await open()
  await user.type(input(), 'First{Enter}')
  await isDone(1)
  await user.click(screen.getByRole('button', { name: 'Edit' }))
  await user.type(input(), ' changed')
  await user.click(screen.getByRole('button', { name: 'Cancel editing' }))
  expect(input()).toHaveValue('')
  expect(texts()).toEqual(['First'])
  expect(input()).toHaveFocus()
  emulator.set({ tokenMs: 200 })
  await user.type(input(), 'Second{Enter}')
  await waitFor(() => expect(parts('stop')).toHaveLength(1))
  expect(screen.queryByRole('button', { name: 'Edit' })).toBeNull()
})

it.each([
  [
    'picked',
    (root: HTMLElement) => {
      const picker = root.querySelector('input[type=file]')
      if (picker) fireEvent.change(picker, { target: { files: [picture()] } })
    },
  ],
  ['pasted', () => void fireEvent.paste(input(), { clipboardData: { files: [picture()] } })],
  [
    'dropped',
    (root: HTMLElement) => {
      const composer = root.querySelector('form')
      if (composer) fireEvent.drop(composer, { dataTransfer: { files: [picture()], types: ['Files'] } })
    },
  ],
])('uploads an image that is %s, and sends it with the message', async (_how, add) => {
  const { container, isDone, asked, parts, user } = await open()
  await screen.findByRole('button', { name: 'Add image' }, LONG)
  add(container)
  expect(await screen.findByText('cat.png')).toBeVisible()
  await user.type(input(), 'What is this?{Enter}')
  await isDone(1)
  expect(parts('attachment')).toEqual([])
  const [content] = asked() as [{ type: string; image_url?: { url: string } }[]]
  expect(content.map(({ type }) => type)).toEqual(['text', 'image_url'])
  const url = content[1]?.image_url?.url
  expect(url).toMatch(/^http/)
  expect(screen.getByRole('img', { name: 'Image' })).toHaveAttribute('src', url)
})

it('takes an image out again, and sends one without text', async () => {
  const { isDone, asked, user } = await open()
  await screen.findByRole('button', { name: 'Add image' }, LONG)
  fireEvent.paste(input(), { clipboardData: { files: [picture('a.png'), picture('b.png')] } })
  await user.click(await screen.findByRole('button', { name: 'Remove a.png' }))
  expect(input()).toHaveFocus()
  await user.click(screen.getByRole('button', { name: 'Send' }))
  await isDone(1)
  expect(asked()).toEqual([[{ type: 'image_url', image_url: { url: expect.any(String) as string } }]])
})

it('takes no images where the model takes none', async () => {
  const { queryClient } = await open({ endpoint: 'qwen/qwen-3-thinking' })
  await waitFor(() => expect(queryClient.isFetching()).toBe(0), LONG)
  const isLeft = fireEvent.paste(input(), { clipboardData: { files: [picture()] } })
  expect([isLeft, screen.queryByRole('button', { name: 'Add image' })]).toEqual([true, null])
  expect(screen.queryByText('cat.png')).toBeNull()
})

it('shows images of an answer from http(s) and as plain image data, and nothing else', () => {
  const { wrapper } = openPlatform()
  const urls = [
    'https://media.modelrunner.ai/a.png',
    'data:image/png;base64,AAAA',
    'data:image/svg+xml;base64,AAAA',
    'javascript:alert(1)',
  ]
  const message: ChatMessage = {
    id: 'a',
    role: 'assistant',
    state: 'done',
    content: [
      { type: 'text', text: 'Here:' },
      ...urls.map((url) => ({ type: 'image_url' as const, image_url: { url } })),
    ],
  }
  const { container } = render(
    <ChatMessageView message={message} showCost={false} onRetry={undefined} onEdit={undefined} />,
    { wrapper },
  )
  const shown = within(container).getAllByRole('img', { name: 'Image' })
  expect(shown.map((image) => image.getAttribute('src'))).toEqual(urls.slice(0, 2))
})
