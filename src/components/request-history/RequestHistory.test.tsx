import { render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it, vi } from 'vitest'
import { testConformance } from '../../../test/conformance.js'
import { openPlatform } from '../../../test/support/open-platform.js'
import { platformWrapper } from '../../../test/support/platform-wrapper.js'
import type { Emulator } from '../../emulator/emulator.js'
import { RequestHistory, type RequestHistoryProps } from './RequestHistory.js'

function show(prepare: (emulator: Emulator) => void, props: RequestHistoryProps = {}) {
  const platform = openPlatform()
  prepare(platform.emulator)
  return { ...platform, ...render(<RequestHistory {...props} />, { wrapper: platform.wrapper }) }
}

describe('RequestHistory', () => {
  testConformance({
    element: (props) => <RequestHistory onSelect={() => {}} {...props} />,
    parts: ['count', 'viewport', 'list', 'item', 'row', 'title', 'endpoint', 'status', 'price', 'time'],
    message: 'historyLabel',
    wrapper: platformWrapper((emulator) => emulator.seedRequests(3)),
    ready: (container) =>
      waitFor(() => expect(container.firstElementChild).not.toHaveAttribute('data-state', 'loading')),
  })

  it('says what was asked, what came of it and what it cost', async () => {
    show((emulator) => emulator.seedRequests(40))
    const rows = await screen.findAllByRole('listitem')
    expect(screen.getByText('40 runs')).toBeVisible()
    const done = rows.find((row) => within(row).queryByText('Done'))
    expect(done).toHaveTextContent(/lighthouse|cooking|fox|harbour/)
    expect(done).toHaveTextContent('$0.00')
    await waitFor(() => expect(done).toHaveTextContent(/ago/))
  })

  it('says that what was stopped cost nothing', async () => {
    show((emulator) => emulator.seedRequests(100), { filters: { status: 'CANCELLED' } })
    const [row] = await screen.findAllByRole('listitem')
    expect(row).toHaveTextContent(/Cancelled.*Not charged/)
  })

  it('keeps few rows of a long history in the page', async () => {
    show((emulator) => emulator.seedRequests(400))
    const rows = await screen.findAllByRole('listitem')
    expect(rows.length).toBeLessThan(30)
    expect(rows[0]).toHaveAttribute('aria-setsize', '400')
  })

  it('hands over the run that was chosen', async () => {
    const onSelect = vi.fn()
    const { emulator } = show((platform) => platform.seedRequests(2), { onSelect })
    const [row] = await screen.findAllByRole('button')
    await userEvent.click(row ?? expect.fail('there is a row'))
    expect(onSelect).toHaveBeenCalledWith(expect.objectContaining({ id: emulator.requests().at(-1)?.id }))
  })

  it('says that there are no rows, and what went wrong', async () => {
    const { unmount } = show(() => {})
    expect(await screen.findByText('Nothing here yet. Your runs appear here.')).toBeVisible()
    unmount()
    const { emulator, calls } = show((platform) => {
      platform.seedRequests(1)
      platform.set({ faults: [{ route: 'list', status: 500 }] })
    })
    // At first, and when the stream is up.
    await waitFor(() => expect(calls('list')).toBe(2))
    emulator.set({ faults: [] })
    await userEvent.click(await screen.findByRole('button', { name: 'Try again' }))
    expect(await screen.findByText('1 run')).toBeVisible()
  })
})
