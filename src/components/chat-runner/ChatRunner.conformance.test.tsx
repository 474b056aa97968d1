import { cleanup, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import type { ReactNode } from 'react'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { testConformance } from '../../../test/conformance.js'
import { emulatorFetch } from '../../../test/support/emulator-fetch.js'
import { ModelRunnerProvider } from '../../context/ModelRunnerProvider.js'
import { createEmulator } from '../../emulator/index.js'
import type { Messages } from '../../messages/messages.js'
import { ChatRunner } from './ChatRunner.js'

const emulator = createEmulator()
const kept = new Map<string, string>()
// The package uses no more of it than this.
const storage = {
  getItem: (key: string) => kept.get(key) ?? null,
  setItem: (key: string, value: string) => void kept.set(key, value),
  removeItem: (key: string) => void kept.delete(key),
} as Storage

function App({ children, messages }: { children: ReactNode; messages?: Partial<Messages> }) {
  return (
    <ModelRunnerProvider
      proxyUrl="/proxy"
      fetch={emulatorFetch(emulator)}
      hosts={emulator.hosts}
      live="off"
      storage={storage}
      messages={messages}
    >
      {children}
    </ModelRunnerProvider>
  )
}
const runner = (props: object) => (
  <ChatRunner endpoint="qwen/qwen-3-thinking" persistKey="talk" showCost {...props} />
)

describe('ChatRunner', () => {
  // A conversation that is over and charged: every render finds it again.
  beforeAll(async () => {
    emulator.set({ firstTokenMs: 0, tokenMs: 0 })
    const { container } = render(runner({}), { wrapper: App })
    await userEvent.type(screen.getByRole('textbox'), 'Hello{Enter}')
    const cost = () => expect(container.querySelector('[data-mr-part="cost"]')).not.toBeNull()
    await waitFor(cost, { timeout: 20_000 })
    cleanup()
  })
  afterAll(() => emulator.dispose())

  testConformance({
    element: runner,
    parts: [
      'log',
      'messages',
      'message',
      'author',
      'text',
      'reasoning',
      'actions',
      'copy',
      'cost',
      'composer',
      'input',
      'controls',
      'send',
      'clear',
      'total',
    ],
    message: 'chatInput',
    wrapper: App,
  })
})
