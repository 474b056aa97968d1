import { act, render, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { bytes } from '../../test/support/bytes.js'
import { FakeClock } from '../../test/support/fake-clock.js'
import { openPlatform } from '../../test/support/open-platform.js'
import { startUploadPlatform } from '../../test/support/upload-platform.js'
import { ModelRunnerProvider, useRequest, useUpload } from '../index.js'
import { ModelRunnerDevtools } from './index.js'

// Megabytes over real sockets: a busy machine needs its time.
vi.setConfig({ testTimeout: 60_000 })

const MIB = 1024 * 1024

beforeEach(() => localStorage.clear())

/** What stands in the panel, and nothing else of the page. */
function panel() {
  const host = document.querySelector<HTMLElement>('[data-mr-devtools]')
  // Testing Library asks for an element; a shadow root has all that it uses.
  return within(host?.shadowRoot as unknown as HTMLElement)
}
const textOf = (element: HTMLElement) => element.textContent.replace(/\s+/g, ' ')
const open = async (tab: RegExp) => userEvent.click(panel().getByRole('tab', { name: tab }))

function Run({ endpoint = 'test/echo' }: { endpoint?: string }) {
  const { submit, phase } = useRequest(endpoint)
  return (
    <button type="button" onClick={() => submit({ text: 'x' })}>
      Run {phase}
    </button>
  )
}

describe('a developer reads in the panel alone', () => {
  it('that there is no proxy at the route: a page came back with 404', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => {})
    const fetch = () =>
      Promise.resolve(
        new Response('<!doctype html><h1>Not found</h1>', {
          status: 404,
          headers: { 'content-type': 'text/html' },
        }),
      )
    const { wrapper } = openPlatform({}, { fetch })
    render(
      <>
        <Run />
        <ModelRunnerDevtools embedded />
      </>,
      { wrapper },
    )
    await userEvent.click(screen.getByRole('button', { name: 'Run idle' }))
    const problem = await panel().findByText('The proxy did not pass on POST /test/echo: HTTP 404')
    const text = textOf(problem.closest('li') as HTMLElement)
    expect(text).toContain('There is no proxy at proxyUrl: mount the handler there.')
    expect(text).toContain('docs/errors/proxy.md')

    await open(/^Proxy/)
    expect(textOf(panel().getByRole('tabpanel'))).toMatch(/404POST \/test\/echo.*no proxy at proxyUrl/)
    await open(/^Requests/)
    const requests = textOf(panel().getByRole('tabpanel'))
    expect(requests).toMatch(/failedtest\/echo.*sent.*refused HTTP 404/)
    expect(requests).toContain('the platform accepted nothing')
  })

  it('that the account is empty, and that nothing was charged', async () => {
    const { emulator, wrapper } = openPlatform()
    emulator.set({ faults: [{ route: 'submit', status: 402 }] })
    render(
      <>
        <Run />
        <ModelRunnerDevtools embedded />
      </>,
      { wrapper },
    )
    await userEvent.click(screen.getByRole('button', { name: 'Run idle' }))
    const problem = await panel().findByText('The account’s balance is too low for POST /test/echo: HTTP 402')
    expect(textOf(problem.closest('li') as HTMLElement)).toContain('Nothing was queued, nothing was charged.')
    await open(/^Spend/)
    expect(textOf(panel().getByRole('tabpanel'))).toMatch(/\$0\.00.*0 of 1/)
  })

  it('that the stream is buffered on its way, and that polling took over', async () => {
    const clock = new FakeClock()
    const { emulator, wrapper } = openPlatform({ clock }, { clock })
    emulator.set({ faults: [{ route: 'stream', stream: { buffer: true } }], slowMs: 30_000 })
    render(
      <>
        <Run endpoint="test/slow" />
        <ModelRunnerDevtools embedded />
      </>,
      { wrapper },
    )
    act(() => screen.getByRole('button', { name: 'Run idle' }).click())
    await act(() => clock.advance(5_000))
    const problem = panel().getByText(
      'The event stream was answered with HTTP 200, but no event came through',
    )
    const text = textOf(problem.closest('li') as HTMLElement)
    expect(text).toContain('buffers the answer')
    expect(text).toContain('Polling took over')
    await act(() => clock.advance(40_000))
    act(() =>
      panel()
        .getByRole('tab', { name: /^Requests/ })
        .click(),
    )
    expect(textOf(panel().getByRole('tabpanel'))).toMatch(
      /succeeded.*polling.*COMPLETED, billing charged.*polling/,
    )
    act(() =>
      panel()
        .getByRole('tab', { name: /^Connection/ })
        .click(),
    )
    await act(() => clock.advance(0))
    expect(textOf(panel().getByRole('tabpanel'))).toMatch(/polling.*connecting/)
  })

  it('that the bucket’s CORS rules hide the ETag of a part', async () => {
    const { emulator, options } = await startUploadPlatform()
    emulator.set({ exposeEtag: false })
    function Upload() {
      const { upload } = useUpload({
        multipartThreshold: 10 * MIB,
        partSize: 5 * MIB,
        partConcurrency: 1,
        relay: 'never',
      })
      const send = () => void upload(new File([bytes(11 * MIB)], 'a.bin')).catch(() => {})
      return (
        <button type="button" onClick={send}>
          Upload
        </button>
      )
    }
    render(
      <ModelRunnerProvider {...options}>
        <Upload />
        <ModelRunnerDevtools embedded />
      </ModelRunnerProvider>,
    )
    await userEvent.click(screen.getByRole('button', { name: 'Upload' }))
    const problem = await panel().findByText('The upload of a.bin failed')
    expect(textOf(problem.closest('li') as HTMLElement)).toContain(
      'CORS rules must list ETag in ExposeHeaders',
    )
    await open(/^Uploads/)
    await waitFor(() => expect(panel().getAllByRole('row').length).toBeGreaterThan(1))
    const part = panel().getAllByRole('row')[1] as HTMLElement
    expect(textOf(part)).toMatch(/^15\.2 MBstored1127\.0\.0\.1/)
  })
})
