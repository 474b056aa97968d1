import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it, onTestFinished, vi } from 'vitest'

it('offers to try again where the view of an output could not be fetched, and the text of a transcript stands till then', async () => {
  // Another test may have fetched the views: here, nothing is fetched yet.
  vi.resetModules()
  // What a chunk that the network does not give looks like.
  vi.doMock('./data-views.js', () => Promise.reject(new TypeError('Failed to fetch')))
  onTestFinished(() => {
    vi.doUnmock('./data-views.js')
    vi.resetModules()
  })
  const { TestProvider } = await import('../../../test/TestProvider.js')
  const { OutputView } = await import('./OutputView.js')
  const segments = [{ start: 0, end: 1, text: 'Hello' }]
  render(<OutputView output={{ text: 'Hello', segments }} />, { wrapper: TestProvider })
  const retry = await screen.findByRole('button', { name: 'Try again' })
  expect(screen.getByRole('region', { name: 'Generated text' })).toHaveTextContent('Hello')
  vi.doUnmock('./data-views.js')
  retry.focus()
  await userEvent.keyboard('{Enter}')
  expect(await screen.findByRole('region', { name: 'Transcript' })).toHaveTextContent('Hello')
  expect(document.body).not.toHaveFocus()
})
