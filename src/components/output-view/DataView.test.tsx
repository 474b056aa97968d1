import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { TestProvider } from '../../../test/TestProvider.js'
import { OutputView } from './OutputView.js'

it('offers to try again where the view of an output could not be fetched, and the text of a transcript stands till then', async () => {
  // What a chunk that the network does not give looks like.
  vi.doMock('./data-views.js', () => Promise.reject(new TypeError('Failed to fetch')))
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
