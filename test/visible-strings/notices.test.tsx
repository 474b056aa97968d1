import { act, fireEvent, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { ModelRunnerError, type ModelRunnerErrorInit } from '../../src/client/errors/model-runner-error.js'
import { failedUpload } from '../../src/client/uploads/upload-error.js'
import { ErrorNotice } from '../../src/components/error-notice/ErrorNotice.js'
import { errorKinds } from '../support/error-kinds.js'
import { FakeClock } from '../support/fake-clock.js'
import { keysOf, marked } from '../support/marked-messages.js'
import { openPlatform } from '../support/open-platform.js'
import { watchTexts } from '../support/watch-texts.js'

const said = new Set<string>()

const SHOWN_TO_DEVELOPERS = [
  'unauthorized',
  'forbidden',
  'not-found',
  'network',
  'proxy',
  'unexpected-response',
]

function show(init: ModelRunnerErrorInit, more: Partial<Parameters<typeof ErrorNotice>[0]> = {}) {
  const clock = new FakeClock()
  const words = watchTexts(['Xwhy', 'Xreason', 'Xid'])
  const platform = openPlatform({ balance: '0.10' }, { messages: marked, clock })
  const error = new ModelRunnerError({
    fieldErrors: [{ path: ['Xwhy'], message: 'Xreason' }],
    requestId: 'Xid',
    ...init,
  })
  const notice = <ErrorNotice error={error} onRetry={() => {}} onDismiss={() => {}} {...more} />
  const view = render(notice, { wrapper: platform.wrapper })
  const check = () => {
    for (const key of words.said) said.add(key)
    expect(words.strays).toEqual([])
  }
  check()
  return { ...platform, ...view, clock, check }
}
const isOnline = (online: boolean) => vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(online)

afterEach(() => vi.restoreAllMocks())

describe('notices say nothing but the messages', () => {
  // Object.keys forgets that these are all the kinds.
  it.each(errorKinds)('%s', (kind) => {
    show({ kind, message: 'Xreason' }).unmount()
    // Without a message an error has one of its own, which developers are shown.
    const message = SHOWN_TO_DEVELOPERS.includes(kind) ? 'Xreason' : ''
    show({ kind, message, fieldErrors: [] }, { compact: true })
    show({ kind, message, fieldErrors: [] }, { compact: true, onRetry: undefined })
  })

  it('when an answer was lost', () => {
    show({ kind: 'network', message: 'Xreason', maybeSubmitted: true })
  })

  it('when the browser is offline, with and without a retry', () => {
    isOnline(false)
    show({ kind: 'network', message: 'Xreason' })
    show({ kind: 'network', message: 'Xreason' }, { onRetry: undefined })
  })

  it('while it counts, when it is stopped, and while it tries', async () => {
    const { check, clock } = show({ kind: 'rate-limited', message: 'Xreason', retryAfterMs: 5000 })
    await act(() => clock.advance(1000))
    fireEvent.click(screen.getByRole('button', { name: /errorStop/ }))
    check()
    fireEvent.click(screen.getByRole('button', { name: /errorRetry/ }))
    check()
  })

  it('when money has come in', async () => {
    const { check, emulator } = show(
      { kind: 'insufficient-balance', message: 'Xreason' },
      { topUpUrl: 'https://pay.example' },
    )
    await screen.findByText(/0\.10/)
    emulator.set({ balance: '25' })
    act(() => void window.dispatchEvent(new Event('focus')))
    await screen.findByText(/errorToppedUp/)
    check()
  })

  it('when the id was copied', async () => {
    const user = userEvent.setup()
    const { check } = show({ kind: 'server', message: 'Xreason' })
    await user.click(screen.getByRole('button', { name: /errorCopyId/ }))
    await screen.findAllByText(/errorCopied/)
    check()
  })

  it('when nothing can be copied', async () => {
    userEvent.setup()
    vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new Error('no'))
    const { check } = show({ kind: 'server', message: 'Xreason' })
    fireEvent.click(screen.getByRole('button', { name: /errorCopyId/ }))
    await screen.findAllByText(/errorCopyFailed/)
    check()
  })

  it('a limit of the app itself', () => {
    const details = { code: 'USER_LIMIT', limit: 'spendPerDay', resetsAt: Date.now() + 9e9 }
    show({ kind: 'rate-limited', message: 'Xwhy', body: { details } }).check()
  })

  it('an upload whose cause is known', () => {
    const error = failedUpload({ message: 'Xreason', reason: 'file-changed' })
    show({ kind: 'upload-failed', message: 'Xreason' }, { error })
  })

  it('in every way that they can', () => {
    expect(keysOf('error').filter((key) => !said.has(key))).toEqual([])
  })
})
