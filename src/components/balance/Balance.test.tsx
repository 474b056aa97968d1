import { render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import { testConformance } from '../../../test/conformance.js'
import { openPlatform } from '../../../test/support/open-platform.js'
import { platformWrapper } from '../../../test/support/platform-wrapper.js'
import type { Fault } from '../../emulator/faults/fault.js'
import { Balance, type BalanceProps } from './Balance.js'

function show(props: BalanceProps, balance: string, faults: Fault[] = []) {
  const platform = openPlatform({ balance })
  platform.emulator.set({ faults })
  const view = render(<Balance data-testid="balance" {...props} />, { wrapper: platform.wrapper })
  return { ...platform, ...view, root: () => screen.getByTestId('balance') }
}

describe('Balance', () => {
  testConformance({
    element: (props) => <Balance lowBelow={1000} topUpUrl="/billing" {...props} />,
    parts: ['label', 'amount', 'low', 'topUp'],
    message: 'balanceLow',
    wrapper: platformWrapper(),
    ready: (container) =>
      waitFor(() => expect(container.firstElementChild).not.toHaveAttribute('data-state', 'loading')),
  })

  it('shows the amount as money', async () => {
    const { root } = show({}, '1234.5')
    expect(root()).toHaveAttribute('aria-busy', 'true')
    expect(await screen.findByText('$1,234.50')).toBeVisible()
    expect(root()).toHaveAttribute('data-state', 'ready')
    expect(screen.queryByText('Low balance')).toBeNull()
  })

  it('says that it runs low below the limit, not at it, and leads to where funds are added', async () => {
    const { root, emulator, queryClient } = show({ lowBelow: '5.00', topUpUrl: '/billing' }, '5')
    await screen.findByText('$5.00')
    expect(root()).toHaveAttribute('data-state', 'ready')
    emulator.set({ balance: '4.99999999' })
    await queryClient.invalidateQueries()
    expect(await screen.findByRole('status')).toHaveTextContent('Low balance')
    expect(root()).toHaveAttribute('data-state', 'low')
    expect(screen.getByRole('link', { name: 'Add funds' })).toHaveAttribute('href', '/billing')
  })

  it('never shows what is no number, and can be asked to try again', async () => {
    const nonsense = { route: 'balance', body: { balance: 'NaN', currency: 'USD' }, times: 1 } as const
    const { root } = show({}, '3', [nonsense])
    await waitFor(() => expect(root()).toHaveAttribute('data-state', 'error'))
    expect(root()).not.toHaveTextContent('NaN')
    // The words for it name what they are about.
    expect(root()).toHaveTextContent(/^Balance unavailable/)
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
    expect(await screen.findByText('$3.00')).toBeVisible()
    // The button is gone; the focus is not lost.
    await waitFor(() => expect(root()).toHaveFocus())
  })
})
