import { render, screen } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { openPlatform } from '../../test/support/open-platform.js'
import { useBalance } from './useBalance.js'

function Balance({ name }: { name: string }) {
  const { error, isPending } = useBalance()
  return <output aria-label={name}>{isPending ? 'pending' : (error?.kind ?? 'known')}</output>
}

function Balances({ isSecondShown }: { isSecondShown: boolean }) {
  return (
    <>
      <Balance name="first" />
      {isSecondShown && <Balance name="second" />}
    </>
  )
}

afterEach(() => {
  vi.useRealTimers()
})

it('a component that mounts does not ask again what was refused a moment ago, and does so half a minute later', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  const { wrapper, emulator } = openPlatform()
  emulator.set({ faults: [{ route: 'balance', status: 403 }] })
  const reads = () => emulator.log.filter(({ route }) => route === 'balance').length
  const text = (name: string) => screen.findByRole('status', { name })

  const { rerender } = render(<Balances isSecondShown={false} />, { wrapper })
  await vi.waitFor(async () => expect(await text('first')).toHaveTextContent('forbidden'))
  expect(reads()).toBe(1)

  rerender(<Balances isSecondShown />)
  expect(await text('second')).toHaveTextContent('forbidden')
  expect(reads()).toBe(1)

  rerender(<Balances isSecondShown={false} />)
  vi.setSystemTime(Date.now() + 31_000)
  rerender(<Balances isSecondShown />)
  await vi.waitFor(() => expect(reads()).toBe(2))
})
