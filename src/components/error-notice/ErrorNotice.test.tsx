import { render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { StrictMode, useState } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { testConformance } from '../../../test/conformance.js'
import { openPlatform } from '../../../test/support/open-platform.js'
import {
  ModelRunnerError,
  type ModelRunnerErrorInit,
  type UploadFailureReason,
} from '../../client/errors/model-runner-error.js'
import { failedUpload } from '../../client/uploads/upload-error.js'
import { ModelRunnerProvider } from '../../context/ModelRunnerProvider.js'
import { ErrorNotice, type ErrorNoticeProps } from './ErrorNotice.js'

const error = (init: Partial<ModelRunnerErrorInit>) =>
  new ModelRunnerError({ kind: 'server', message: 'from the wire', ...init })

function show(props: ErrorNoticeProps) {
  const notice = (more: Partial<ErrorNoticeProps> = {}) => (
    <StrictMode>
      <ModelRunnerProvider proxyUrl="/api/modelrunner/proxy">
        <ErrorNotice {...props} {...more} />
      </ModelRunnerProvider>
    </StrictMode>
  )
  const { rerender, container } = render(notice())
  return { container, change: (more: Partial<ErrorNoticeProps>) => rerender(notice(more)) }
}
const notice = () => screen.getByRole('group')

afterEach(() => vi.unstubAllEnvs())

describe('ErrorNotice', () => {
  testConformance({
    element: (props) => (
      <ErrorNotice
        error={error({
          kind: 'invalid-output',
          requestId: 'r1',
          fieldErrors: [{ path: ['output', 0, 'url'], message: 'must be a URL' }],
        })}
        onRetry={() => {}}
        onDismiss={() => {}}
        {...props}
      />
    ),
    parts: [
      'icon',
      'body',
      'message',
      'title',
      'text',
      'charge',
      'fields',
      'field',
      'fieldName',
      'actions',
      'retry',
      'reference',
      'requestId',
      'copy',
      'dismiss',
    ],
    message: 'errorRetry',
    wrapper: ({ messages, children }) => (
      <ModelRunnerProvider proxyUrl="/p" messages={messages}>
        {children}
      </ModelRunnerProvider>
    ),
  })

  it.each([[undefined], [null], [error({ kind: 'aborted' })]])('renders nothing for %s', (none) => {
    expect(show({ error: none, onRetry: () => {} }).container).toBeEmptyDOMElement()
  })

  it("shows the provider's reason, each issue, that nothing was charged, and the id for support", () => {
    show({
      error: error({
        kind: 'generation-failed',
        message: 'The prompt was flagged.',
        requestId: 'req_42',
        fieldErrors: [{ path: ['image_size', 'width'], message: 'too small' }],
      }),
    })
    expect(screen.getByRole('alert')).toHaveTextContent('The prompt was flagged.')
    expect(screen.getByRole('alert')).toHaveTextContent('You were not charged.')
    expect(screen.getByRole('listitem')).toHaveTextContent('Image size › Width: too small')
    expect(notice()).toHaveTextContent('req_42')
    expect(notice()).toHaveAttribute('data-state', 'generation-failed')
  })

  it('says what to do where the platform gave no reason', () => {
    show({
      error: error({ kind: 'generation-failed', message: 'The generation failed and no reason was given.' }),
    })
    expect(notice()).toHaveTextContent('Generation failedChange your input or try again.')
  })

  it('copies the request id and says so', async () => {
    const user = userEvent.setup()
    show({ error: error({ requestId: 'req_42' }) })
    await user.click(screen.getByRole('button', { name: 'Copy request id' }))
    expect(await navigator.clipboard.readText()).toBe('req_42')
    expect(await screen.findByRole('status')).toHaveTextContent('Copied')
  })

  it('selects the request id where nothing may be copied', async () => {
    const user = userEvent.setup()
    vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(
      new DOMException('denied', 'NotAllowedError'),
    )
    show({ error: error({ requestId: 'req_42' }) })
    await user.click(screen.getByRole('button', { name: 'Copy request id' }))
    expect(await screen.findByRole('status')).toHaveTextContent('Copy failed. Select the text and copy it.')
    expect(window.getSelection()?.toString()).toBe('req_42')
  })

  it('takes any error that an app caught, rather than fail as well', () => {
    const caught = new RangeError('Out of range') as unknown as ModelRunnerError
    show({ error: caught, onRetry: () => {} })
    expect(screen.getByRole('alert')).toHaveTextContent('Unexpected response')
    expect(screen.getByText('Out of range')).toBeVisible()
  })

  it('lists what is wrong with an input by field, and offers no retry of the same', () => {
    show({
      error: error({ kind: 'validation', fieldErrors: [{ path: ['images', 1], message: 'Invalid url' }] }),
      onRetry: () => {},
    })
    expect(screen.getByRole('listitem')).toHaveTextContent('Images › 2: Invalid url')
    expect(screen.queryByRole('button')).toBeNull()
  })

  it('gives a file that was refused no number for a name', () => {
    show({
      error: error({ kind: 'upload-rejected', fieldErrors: [{ path: [0], message: 'a.mov is too large' }] }),
    })
    expect(screen.getByRole('listitem')).toHaveTextContent(/^a\.mov is too large$/)
  })

  it.each<[UploadFailureReason, boolean, string, boolean]>([
    ['file-changed', false, 'The file was changed, moved or deleted. Choose it again.', false],
    ['refused', false, 'The storage refused the file. Choose another one.', false],
    ['refused', true, 'The storage is not available right now. Try again.', true],
    ['cors', false, "Uploads aren't set up for this page. Contact support.", false],
    ['network', true, 'Check your connection and try again.', true],
  ])(
    'says why an upload failed, and offers what helps: %s, retryable %s',
    (reason, retryable, text, offersRetry) => {
      show({ error: failedUpload({ message: 'fox.png: …', reason, retryable }), onRetry: () => {} })
      expect(screen.getByText(text)).toBeInTheDocument()
      expect(screen.queryAllByRole('button', { name: 'Try again' })).toHaveLength(offersRetry ? 1 : 0)
    },
  )

  it.each([['unauthorized'], ['proxy'], ['forbidden'], ['unexpected-response']] as const)(
    '%s is explained to developers, and to nobody in production',
    (kind) => {
      const shown = error({ kind, message: 'The proxy has no API key' })
      const { change } = show({ error: shown })
      expect(notice()).toHaveTextContent('The proxy has no API key')
      expect(screen.getByRole('link')).toHaveAttribute(
        'href',
        expect.stringContaining(`docs/errors/${kind}.md`),
      )
      vi.stubEnv('NODE_ENV', 'production')
      change({ error: error({ kind, message: 'The proxy has no API key' }) })
      expect(notice().textContent).not.toMatch(/api.?key|proxy/i)
      expect(screen.queryByRole('link')).toBeNull()
    },
  )

  it('keeps keys and proxies out of reasons, too', () => {
    show({ error: error({ kind: 'generation-failed', message: 'Provider API key exhausted' }) })
    expect(notice()).not.toHaveTextContent('API key')
    expect(notice()).toHaveTextContent('You were not charged.')
  })

  it('is honest about money when nobody knows, and retries on purpose alone', async () => {
    const onRetry = vi.fn()
    show({ error: error({ kind: 'network', maybeSubmitted: true }), onRetry })
    expect(screen.getByRole('alert')).toHaveTextContent('It may have started and be charged.')
    expect(notice()).not.toHaveTextContent('You were not charged')
    window.dispatchEvent(new Event('online'))
    expect(onRetry).not.toHaveBeenCalled()
    await userEvent.click(screen.getByRole('button', { name: 'Run again anyway' }))
    expect(onRetry).toHaveBeenCalledOnce()
  })

  it('fires onRetry once per error, and again for the next', async () => {
    const onRetry = vi.fn()
    const { change } = show({ error: error({}), onRetry })
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
    await userEvent.click(screen.getByRole('button', { name: 'Trying again' }))
    expect(onRetry).toHaveBeenCalledOnce()
    change({ error: error({}) })
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
    expect(onRetry).toHaveBeenCalledTimes(2)
  })

  it('lets the keyboard reach everything, takes no focus, and gives it back when it goes', async () => {
    function Page() {
      const [failed, setFailed] = useState<ModelRunnerError>()
      return (
        <>
          <button onClick={() => setFailed(error({}))}>Run</button>
          <ErrorNotice error={failed} onRetry={() => setFailed(undefined)} onDismiss={() => {}} />
        </>
      )
    }
    const { wrapper: Provider } = openPlatform()
    render(<Page />, { wrapper: Provider })
    await userEvent.tab()
    await userEvent.keyboard('{Enter}')
    expect(screen.getByRole('button', { name: 'Run' })).toHaveFocus()
    await userEvent.tab()
    expect(within(notice()).getByRole('button', { name: 'Try again' })).toHaveFocus()
    await userEvent.keyboard('{Enter}')
    expect(screen.queryByRole('group')).toBeNull()
    expect(screen.getByRole('button', { name: 'Run' })).toHaveFocus()
  })

  it('is short where it is compact, but not about money', () => {
    show({
      error: error({
        kind: 'invalid-output',
        requestId: 'r1',
        fieldErrors: [{ path: ['output'], message: 'broken' }],
      }),
      compact: true,
    })
    expect(notice()).toHaveAttribute('data-compact')
    expect(screen.queryByRole('list')).toBeNull()
    expect(notice()).not.toHaveTextContent('r1')
    expect(notice()).toHaveTextContent('You were not charged.')
  })

  it('passes texts and retry to children as a function', async () => {
    const onRetry = vi.fn()
    show({
      error: error({ kind: 'timeout' }),
      onRetry,
      children: ({ title, way }) => <button onClick={way.retry}>{title}</button>,
    })
    await userEvent.click(screen.getByRole('button', { name: 'Timed out' }))
    expect(onRetry).toHaveBeenCalledOnce()
  })
})
