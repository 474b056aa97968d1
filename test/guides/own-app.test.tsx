import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { ModelRunnerProvider, RequestRunner } from 'modelrunner-react'
import { createEmulator } from 'modelrunner-react/emulator'
import { createProxyHandler } from 'modelrunner-react/proxy'
import { afterEach, expect, test } from 'vitest'

const emulator = createEmulator({ balance: '5.00' })
const { hosts } = emulator
const proxy = createProxyHandler({
  apiKey: 'any',
  hosts,
  fetch: (input, init) => emulator.fetch(new Request(input, init)),
})

afterEach(() => {
  cleanup()
  emulator.reset()
})

function App() {
  return (
    <ModelRunnerProvider
      proxyUrl="http://localhost/api/modelrunner/proxy"
      hosts={hosts}
      fetch={(input, init) => proxy(new Request(input, init))}
      storage={null}
      topUpUrl="/billing"
    >
      <RequestRunner endpoint="test/echo" defaultInput={{ prompt: 'a fox' }} />
    </ModelRunnerProvider>
  )
}

test('a prompt becomes an output, and is paid for once', async () => {
  render(<App />)
  await userEvent.click(await screen.findByRole('button', { name: 'Run' }, { timeout: 5000 }))
  await screen.findByText('Done', {}, { timeout: 5000 })
  expect(emulator.billed()).toEqual({ count: 1, total: '0.01000000' })
})

test('an empty balance leads to the page where funds are added', async () => {
  emulator.set({ balance: '0' })
  render(<App />)
  await userEvent.click(await screen.findByRole('button', { name: 'Run' }, { timeout: 5000 }))
  const link = await screen.findByRole('link', { name: 'Add funds' }, { timeout: 5000 })
  expect(link.getAttribute('href')).toBe('/billing')
  expect(emulator.requests()).toEqual([])
})
