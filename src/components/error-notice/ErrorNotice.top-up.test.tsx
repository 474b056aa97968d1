import { act, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it, vi } from 'vitest'
import { openPlatform } from '../../../test/support/open-platform.js'
import { ModelRunnerError } from '../../client/errors/model-runner-error.js'
import type { ModelRunnerProviderProps } from '../../context/ModelRunnerProvider.js'
import type { EmulatorSettings } from '../../emulator/emulator.js'
import { ErrorNotice, type ErrorNoticeProps } from './ErrorNotice.js'

const empty = () =>
  new ModelRunnerError({ kind: 'insufficient-balance', message: 'Insufficient balance', status: 402 })

function open(
  props: Partial<ErrorNoticeProps>,
  settings: Partial<EmulatorSettings> = {},
  provider: Partial<ModelRunnerProviderProps> = {},
) {
  const { emulator, wrapper } = openPlatform({ balance: '0.10' }, provider)
  emulator.set(settings)
  const error = empty()
  render(<ErrorNotice error={error} {...props} />, { wrapper })
  return emulator
}
const retryButton = () => screen.queryByRole('button', { name: 'Try again' })
const comeBack = () => act(() => void window.dispatchEvent(new Event('focus')))

describe('an empty balance', () => {
  it('leads to where one pays and says what there is', async () => {
    open({ topUpUrl: 'https://pay.example', onRetry: () => {} })
    expect(await screen.findByText('Balance: $0.10')).toBeVisible()
    const link = screen.getByRole('link', { name: 'Add funds' })
    expect(link).toHaveAttribute('href', 'https://pay.example')
    expect(link).toHaveAttribute('target', '_blank')
    expect(link).toHaveAttribute('rel', 'noopener noreferrer')
    expect(retryButton()).toBeNull()
  })

  it("takes the provider's address, too", async () => {
    open({}, {}, { topUpUrl: 'https://app.example/billing' })
    expect(await screen.findByRole('link', { name: 'Add funds' })).toHaveAttribute(
      'href',
      'https://app.example/billing',
    )
  })

  it('offers the retry once the user went to pay', async () => {
    const onRetry = vi.fn()
    const onTopUp = vi.fn()
    open({ onTopUp, onRetry })
    await screen.findByText('Balance: $0.10')
    await userEvent.click(screen.getByRole('button', { name: 'Add funds' }))
    expect(onTopUp).toHaveBeenCalledOnce()
    expect(onRetry).not.toHaveBeenCalled()
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
    expect(onRetry).toHaveBeenCalledOnce()
  })

  it('offers the retry automatically when funds were added in another tab', async () => {
    const onRetry = vi.fn()
    const emulator = open({ topUpUrl: 'https://pay.example', onRetry })
    await screen.findByText('Balance: $0.10')
    emulator.set({ balance: '25' })
    comeBack()
    expect(await screen.findByText('Balance: $25.00')).toBeVisible()
    expect(screen.getByRole('status')).toHaveTextContent('Balance updated.')
    expect(onRetry).not.toHaveBeenCalled()
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
    expect(onRetry).toHaveBeenCalledOnce()
  })

  it('does not take a balance that shrinks for money that came', async () => {
    const emulator = open({ topUpUrl: 'https://pay.example', onRetry: () => {} })
    await screen.findByText('Balance: $0.10')
    emulator.set({ balance: '0.05' })
    comeBack()
    expect(await screen.findByText('Balance: $0.05')).toBeVisible()
    expect(retryButton()).toBeNull()
  })

  it('offers the retry at once where there is no way to pay', () => {
    open({ onRetry: () => {} })
    expect(retryButton()).toBeVisible()
    expect(screen.queryByText('Add funds')).toBeNull()
  })

  it('offers the retry at once where the balance is not to be read', async () => {
    open(
      { topUpUrl: 'https://pay.example', onRetry: () => {} },
      { faults: [{ route: 'balance', status: 403 }] },
    )
    expect(await screen.findByRole('button', { name: 'Try again' })).toBeVisible()
    expect(screen.queryByText(/Balance:/)).toBeNull()
  })

  it('never shows as money what is no number', async () => {
    const fetch = () => Promise.resolve(Response.json({ balance: 'plenty', currency: 'USD' }))
    open({ topUpUrl: 'https://pay.example', onRetry: () => {} }, {}, { fetch })
    expect(await screen.findByRole('button', { name: 'Try again' })).toBeVisible()
    expect(screen.queryByText(/plenty/)).toBeNull()
  })
})
