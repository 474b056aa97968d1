import { act, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it, vi } from 'vitest'
import { testConformance } from '../../../test/conformance.js'
import { FakeClock } from '../../../test/support/fake-clock.js'
import { openPlatform } from '../../../test/support/open-platform.js'
import { platformWrapper } from '../../../test/support/platform-wrapper.js'
import type { RequestItem } from '../../protocol/request-item.js'
import { RequestStatus, type RequestStatusProps } from './RequestStatus.js'

const NOW = Date.parse('2026-08-01T12:00:00Z')

function item(rest: Partial<RequestItem> = {}): RequestItem {
  return {
    id: 'request-1',
    modelEndpoint: 'acme/model',
    status: 'COMPLETED',
    billingStatus: 'charged',
    createdAt: new Date(NOW - 65_000).toISOString(),
    updatedAt: new Date(NOW).toISOString(),
    ...rest,
  }
}

function show(props: RequestStatusProps) {
  const { wrapper } = openPlatform({}, { live: 'off' })
  return { ...render(<RequestStatus {...props} />, { wrapper }), user: userEvent.setup() }
}

describe('RequestStatus', () => {
  testConformance({
    wrapper: platformWrapper(() => {}, {}, { live: 'off' }),
    element: (props) => (
      <RequestStatus request={item({ status: 'CANCELLED', billingStatus: 'failed' })} {...props} />
    ),
    parts: ['state', 'elapsed', 'note'],
    message: 'statusCancelled',
  })

  it.each<[Partial<RequestItem>, string, string]>([
    [{}, 'succeeded', 'Done'],
    [{ billingStatus: 'partial', error: 'one is missing' }, 'succeeded', 'Done'],
    [{ billingStatus: 'failed' }, 'failed', 'Failed'],
    [{ billingStatus: 'pending' }, 'settling', 'Finalizing'],
    [{ status: 'FAILED' }, 'failed', 'Failed'],
    [{ status: 'CANCELLED' }, 'cancelled', 'Cancelled'],
    [{ status: 'IN_QUEUE', billingStatus: 'pending' }, 'queued', 'Queued'],
    [{ status: 'IN_PROGRESS', billingStatus: 'pending' }, 'running', 'Running'],
  ])('says of %j that it is %s', (rest, state, words) => {
    const { container } = show({ request: item(rest) })
    expect(container.firstElementChild).toHaveAttribute('data-state', state)
    expect(screen.getByText(words)).toBeVisible()
  })

  it('shows the duration, and that a failed run was not charged', () => {
    show({ request: item({ billingStatus: 'failed' }) })
    expect(screen.getByText('1 min 5 s')).toBeVisible()
    expect(screen.getByText('You were not charged.')).toBeVisible()
  })

  it.each<Partial<RequestItem>>([{ error: 'Broke' }, { status: 'CANCELLED' }, { status: 'FAILED' }])(
    'does not say so of one that the platform charged: %j',
    (rest) => {
      show({ request: item({ billingStatus: 'charged', ...rest }) })
      expect(screen.queryByText('You were not charged.')).toBeNull()
    },
  )

  it('never shows a position in the queue', () => {
    const { container } = show({
      request: { ...item({ status: 'IN_QUEUE' }), queue_position: 7 } as RequestItem,
    })
    expect(container).not.toHaveTextContent('7')
  })

  it('offers to cancel a deployment', async () => {
    const onCancel = vi.fn()
    const request = item({ status: 'IN_PROGRESS', billingStatus: 'pending', targetKind: 'deployment' })
    const { user } = show({ request, onCancel })
    await user.click(screen.getByRole('button', { name: 'Cancel' }))
    expect(onCancel).toHaveBeenCalledOnce()
    expect(screen.queryByText(/may be charged/)).toBeNull()
  })

  it('offers only to stop watching where a run cannot be stopped, and says what that means', async () => {
    const onCancel = vi.fn(() => 'still-running')
    const { user } = show({ request: item({ status: 'IN_PROGRESS', billingStatus: 'pending' }), onCancel })
    expect(screen.queryByRole('button', { name: 'Cancel' })).toBeNull()
    await user.click(screen.getByRole('button', { name: 'Hide progress' }))
    expect(await screen.findByText("Couldn't cancel. The run continues and may be charged.")).toBeVisible()
  })

  it('does not speak of the bill while a run is likely over before anyone wants to stop it', () => {
    const createdAt = new Date(NOW - 2_000).toISOString()
    show({ request: item({ status: 'IN_PROGRESS', billingStatus: 'pending', createdAt }), onCancel: vi.fn() })
    expect(screen.getByRole('button', { name: 'Hide progress' })).toBeVisible()
    expect(screen.queryByText(/may be charged/)).toBeNull()
  })

  it('says what cancelling came to, and calls once however often it is clicked', async () => {
    let answer: (outcome: string) => void = () => {}
    const onCancel = vi.fn(() => new Promise((resolve) => (answer = resolve)))
    const request = item({ status: 'IN_PROGRESS', billingStatus: 'pending', targetKind: 'deployment' })
    const { user } = show({ request, onCancel })
    await user.dblClick(screen.getByRole('button', { name: 'Cancel' }))
    expect(screen.getByRole('button', { name: 'Cancelling' })).toBeVisible()
    expect(onCancel).toHaveBeenCalledOnce()
    await act(async () => answer('still-running'))
    expect(screen.getByText("Couldn't cancel. The run continues and may be charged.")).toBeVisible()
    expect(screen.getByRole('button', { name: 'Hide progress' })).toBeVisible()
  })

  it('offers nothing to cancel without onCancel, or once it is over', () => {
    show({ request: item({ status: 'IN_PROGRESS', billingStatus: 'pending' }) })
    show({ request: item(), onCancel: vi.fn() })
    expect(screen.queryByRole('button')).toBeNull()
  })

  it('tracks a request live, announces each state once, and does not announce the seconds', async () => {
    const clock = new FakeClock()
    const platform = openPlatform({ clock }, { clock })
    const submitted = await platform.emulator.fetch(
      new Request(`${platform.emulator.hosts.queue}/test/slow`, {
        method: 'POST',
        headers: { authorization: 'Key test', 'content-type': 'application/json' },
        body: '{}',
      }),
    )
    const { request_id: id } = (await submitted.json()) as { request_id: string }
    render(<RequestStatus requestId={id} />, { wrapper: platform.wrapper })
    await act(() => clock.advance(1_000))
    const spoken = screen.getByRole('status')
    expect(spoken).toHaveTextContent(/^Running$/)
    await act(() => clock.advance(5_000))
    expect(screen.getByText(/^\d+ s$/)).toBeVisible()
    expect(spoken).toHaveTextContent(/^Running$/)
    await act(() => clock.advance(60_000))
    expect(spoken).toHaveTextContent(/^Done$/)
    expect(spoken).toBeInTheDocument()
  })
})
