import { act, configure, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { type ReactNode, StrictMode, useState } from 'react'
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { testConformance } from '../../../test/conformance.js'
import { startUploadPlatform, type UploadPlatform } from '../../../test/support/upload-platform.js'
import { ModelRunnerProvider } from '../../context/ModelRunnerProvider.js'
import { en } from '../../messages/en.js'
import type { Messages } from '../../messages/messages.js'
import { FileUploader } from './FileUploader.js'
import { preloadListNow } from '../file-list/EntryRows.js'

// Rows are a chunk of their own, fetched after the first paint.
beforeAll(() => preloadListNow())

// Real uploads over sockets: a busy machine needs its time.
configure({ asyncUtilTimeout: 15_000 })
let platform: UploadPlatform
beforeEach(async () => {
  platform = await startUploadPlatform()
})

function App({ children, messages }: { children: ReactNode; messages?: Partial<Messages> }) {
  return (
    <ModelRunnerProvider {...platform.options} messages={messages} storage={null}>
      {children}
    </ModelRunnerProvider>
  )
}
const show = (element: ReactNode) =>
  render(
    <StrictMode>
      <App>{element}</App>
    </StrictMode>,
  )
const input = () =>
  document.querySelector<HTMLInputElement>('input[type=file]') ?? document.createElement('input')
const choose = (...files: File[]) => userEvent.upload(input(), files, { applyAccept: false })
const file = (name: string, content = name, type = 'text/plain') =>
  new File([content], name, { type, lastModified: 1 })
const names = () =>
  [...document.querySelectorAll('[data-mr-part=list] [data-mr-part=name]')].map(
    ({ textContent }) => textContent,
  )
const BUSY = {
  status: 503,
  headers: { 'retry-after': '3600', 'access-control-expose-headers': 'Retry-After' },
}
const tails = (urls: string[]) => urls.map((url) => url.replace(/^.*?-/, ''))

describe('FileUploader', () => {
  testConformance({
    element: (props) => (
      <FileUploader
        multiple
        orderable
        accept="image/*"
        defaultValue={['https://media.test/a.png', 'https://media.test/b.png']}
        {...props}
      />
    ),
    parts: [
      'dropzone',
      'hint',
      'browse',
      'limits',
      'list',
      'item',
      'preview',
      'name',
      'status',
      'actions',
      'menu',
      'more',
      'remove',
    ],
    message: 'uploaderDrop',
    wrapper: App,
  })

  it('uploads what is chosen and reports the URLs in order', async () => {
    const onChange = vi.fn()
    const onUploaded = vi.fn()
    show(<FileUploader multiple onChange={onChange} onUploaded={onUploaded} />)
    await choose(file('a.txt'), file('b.txt'))
    await waitFor(() => expect(tails(onChange.mock.lastCall?.[0] as string[])).toEqual(['a.txt', 'b.txt']))
    expect(onUploaded).toHaveBeenCalledTimes(2)
    expect(platform.calls('put')).toBe(2)
    expect(screen.getAllByText(/^Uploaded/)).toHaveLength(2)
    await waitFor(() => expect(screen.getByText('2 files uploaded')).toBeInTheDocument())
  })

  it('takes files that are dropped and pasted', async () => {
    const { container } = show(<FileUploader multiple />)
    const zone = container.querySelector('[data-mr-part=dropzone]') ?? container
    const dropped = file('drop.txt')
    const dataTransfer = {
      files: [dropped],
      types: ['Files'],
      items: [{ kind: 'file', type: dropped.type, getAsFile: () => dropped }],
    }
    await act(async () => void fireEvent.dragEnter(zone, { dataTransfer }))
    expect(container.querySelector('[data-mr-part=root]')).toHaveAttribute('data-state', 'dragging')
    await act(async () => void fireEvent.drop(zone, { dataTransfer }))
    await waitFor(() => expect(names()).toEqual(['drop.txt']))
    await act(
      async () =>
        void fireEvent.paste(zone, {
          clipboardData: { files: [file('paste.txt')], types: ['Files'], items: [] },
        }),
    )
    await waitFor(() => expect(names()).toEqual(['drop.txt', 'paste.txt']))
  })

  it('says why it does not take a file, and sends nothing of it', async () => {
    show(
      <FileUploader multiple accept=".txt" maxSize={5} maxFiles={2} defaultValue={['https://m/there.txt']} />,
    )
    await choose(
      file('a.exe', 'x'),
      file('big.txt', '123456'),
      file('empty.txt', ''),
      file('ok.txt', 'x'),
      file('more.txt', 'y'),
    )
    const refused = within(
      document.querySelector<HTMLElement>('[data-mr-part=refusals]') ?? document.body,
    ).getAllByRole('listitem')
    expect(refused.map(({ textContent }) => textContent)).toEqual([
      "a.exe isn't a supported file type",
      `big.txt ${en.uploaderTooLarge(5)}`,
      `empty.txt ${en.uploaderEmpty}`,
      'more.txt exceeds the limit of 2 files',
    ])
    expect(screen.getByText(/1 file added. a.exe: isn't/)).toBeInTheDocument()
    await waitFor(() => expect(platform.calls('put')).toBe(1))
    await userEvent.click(screen.getByRole('button', { name: 'Close' }))
    expect(document.querySelector('[data-mr-part=refusals]')).toBeNull()
  })

  it('takes a file once', async () => {
    show(<FileUploader multiple />)
    await choose(file('a.txt'))
    await choose(file('a.txt'))
    await screen.findByText('is already in the list', { exact: false, selector: 'li' })
    expect(names().filter((name) => name === 'a.txt')).toHaveLength(1)
  })

  it('replaces the old file with a new one when the limit is one file', async () => {
    const onChange = vi.fn()
    show(<FileUploader onChange={onChange} defaultValue={['https://m/old.txt']} />)
    await choose(file('new.txt'))
    await waitFor(() => expect(tails((onChange.mock.lastCall?.[0] as string[]) ?? [])).toEqual(['new.txt']))
    expect(names()).toEqual(['new.txt'])
  })

  it('offers one action for the state of a file and the others in its menu, by names that say which file', async () => {
    platform.emulator.set({ faults: [{ route: 'part', answerDelayMs: 60_000 }] })
    show(<FileUploader multiple multipartThreshold={0} />)
    await choose(file('a.txt'), file('b.txt'))
    await userEvent.click(screen.getByRole('button', { name: 'Pause a.txt' }))
    expect(screen.getByText(/^Paused/)).toBeInTheDocument()
    await userEvent.click(screen.getByRole('button', { name: 'More actions for b.txt' }))
    await userEvent.click(screen.getByRole('menuitem', { name: 'Cancel' }))
    expect(screen.queryByRole('menu')).toBeNull()
    expect(screen.getByText(/^Cancelled/)).toBeInTheDocument()
    platform.emulator.set({ faults: [] })
    await userEvent.click(screen.getByRole('button', { name: 'Resume a.txt' }))
    await userEvent.click(screen.getByRole('button', { name: 'Try again b.txt' }))
    await waitFor(() => expect(screen.getAllByText(/^Uploaded/)).toHaveLength(2))
  })

  it('offers no pause where it would lose what was sent', async () => {
    platform.emulator.set({ faults: [{ route: 'put', answerDelayMs: 60_000 }] })
    show(<FileUploader multiple />)
    await choose(file('a.txt'), file('b.txt'))
    expect(screen.queryByRole('button', { name: /Pause/ })).toBeNull()
    await userEvent.click(screen.getByRole('button', { name: 'Cancel a.txt' }))
    expect(screen.getByText(/^Cancelled/)).toBeInTheDocument()
  })

  it('keeps the focus in the list while buttons and rows come and go', async () => {
    platform.emulator.set({ faults: [{ route: 'part', answerDelayMs: 60_000 }] })
    show(
      <FileUploader multiple multipartThreshold={0} defaultValue={['https://m/b.txt', 'https://m/c.txt']} />,
    )
    await choose(file('a.txt'))
    screen.getByRole('button', { name: 'Pause a.txt' }).focus()
    await userEvent.keyboard('{Enter}')
    expect(screen.getByRole('button', { name: 'Resume a.txt' })).toHaveFocus()
    platform.emulator.set({ faults: [] })
    await userEvent.keyboard('{Enter}')
    await waitFor(() => expect(screen.getByRole('button', { name: 'Remove a.txt' })).toHaveFocus())
    await userEvent.keyboard('{Enter}')
    expect(screen.getByRole('button', { name: 'Remove c.txt' })).toHaveFocus()
    await userEvent.keyboard('{Enter}')
    await userEvent.keyboard('{Enter}')
    expect(names()).toEqual([])
    expect(screen.getByRole('button', { name: 'Choose files' })).toHaveFocus()
  })

  it.each([
    ['503 for a while', { status: 503 }, en.uploaderUnavailable, 'Try again a.txt'],
    ['503 for an hour', BUSY, en.uploaderFailedBusy(3600), 'Try again a.txt'],
    ['400', { status: 400, body: '<Message>Bad digest</Message>' }, /Bad digest/, 'Remove a.txt'],
    [
      'no answer from a host that is there',
      { cut: 'before' as const },
      en.uploaderFailed('cors'),
      'Try again a.txt',
    ],
  ])('says why an upload failed and what helps: %s', async (_, fault, text, action) => {
    platform.emulator.set({ faults: [{ route: 'put', ...fault }] })
    const onError = vi.fn()
    show(<FileUploader onError={onError} relay="never" />)
    await choose(file('a.txt'))
    await waitFor(() => expect(document.querySelector('[data-mr-part=error]')).toHaveTextContent(text))
    expect(onError).toHaveBeenCalledOnce()
    expect(screen.getByRole('button', { name: action })).toBeInTheDocument()
    expect(screen.queryByRole('button', { name: 'Try again a.txt' }) !== null).toBe(action.startsWith('Try'))
  })

  it('sends a failed file again', async () => {
    platform.emulator.set({ faults: [{ route: 'put', status: 503 }] })
    const onChange = vi.fn()
    show(<FileUploader onChange={onChange} />)
    await choose(file('a.txt'))
    const again = await screen.findByRole('button', { name: 'Try again a.txt' })
    platform.emulator.set({ faults: [] })
    await userEvent.click(again)
    await waitFor(() => expect(onChange).toHaveBeenCalledOnce())
  })

  it('asks for a file that changed on disk to be chosen again', async () => {
    platform.emulator.set({ faults: [{ route: 'put', cut: 'before' }] })
    show(<FileUploader />)
    const changed = file('a.txt')
    const gone = () => Promise.reject(new DOMException('gone', 'NotReadableError'))
    changed.slice = () => Object.assign(new Blob(['x']), { arrayBuffer: gone })
    await choose(changed)
    await screen.findByText(en.uploaderFailed('file-changed'))
    expect(screen.queryByRole('button', { name: 'Try again a.txt' })).toBeNull()
    const opened = vi.spyOn(input(), 'click')
    await userEvent.click(screen.getByRole('button', { name: 'Choose again a.txt' }))
    expect(opened).toHaveBeenCalledOnce()
    expect(names()).toEqual([])
  })

  it('moves files by the menu and by Alt with arrows where the order is asked for, and removes them', async () => {
    const onChange = vi.fn()
    const urls = ['https://m/a.txt', 'https://m/b.txt', 'https://m/c.txt']
    show(<FileUploader multiple orderable defaultValue={urls} onChange={onChange} />)
    await userEvent.click(screen.getByRole('button', { name: 'More actions for a.txt' }))
    await userEvent.click(screen.getByRole('menuitem', { name: 'Move a.txt down' }))
    expect(names()).toEqual(['b.txt', 'a.txt', 'c.txt'])
    expect(screen.getByText('a.txt is now 2 of 3')).toBeInTheDocument()
    expect(screen.getByRole('button', { name: 'More actions for a.txt' })).toHaveFocus()
    await userEvent.keyboard('{Alt>}{ArrowUp}{/Alt}')
    expect(names()).toEqual(['a.txt', 'b.txt', 'c.txt'])
    await userEvent.click(screen.getByRole('button', { name: 'Remove b.txt' }))
    expect(onChange).toHaveBeenLastCalledWith(['https://m/a.txt', 'https://m/c.txt'])
    await userEvent.click(screen.getByRole('button', { name: 'More actions for a.txt' }))
    const up = screen.getByRole('menuitem', { name: 'Move a.txt up' })
    expect(up).toHaveAttribute('aria-disabled', 'true')
    expect(screen.getByRole('menuitem', { name: 'Move a.txt down' })).toHaveFocus()
    await userEvent.keyboard('{Escape}')
    expect(screen.queryByRole('menu')).toBeNull()
  })

  it('follows a value that the app holds', async () => {
    function Field() {
      const [urls, setUrls] = useState<string[]>(['https://m/a.txt'])
      return (
        <>
          <FileUploader multiple value={urls} onChange={setUrls} />
          <button onClick={() => setUrls([])}>Empty</button>
          <button onClick={() => setUrls(['https://m/z.txt', ...urls])}>Prepend</button>
          <output>{tails(urls.map((url) => `x-${url}`)).length}</output>
        </>
      )
    }
    show(<Field />)
    await choose(file('b.txt'))
    await waitFor(() => expect(screen.getByText('2', { selector: 'output' })).toBeInTheDocument())
    await userEvent.click(screen.getByText('Prepend'))
    expect(names()).toEqual(['z.txt', 'a.txt', 'b.txt'])
    await userEvent.click(screen.getByText('Empty'))
    expect(names()).toEqual([])
    await choose(file('b.txt'))
    await waitFor(() => expect(names()).toEqual(['b.txt']))
  })

  it('is a field of a plain form, and goes back with it', async () => {
    const { container } = show(
      <form>
        <FileUploader multiple name="images" defaultValue={['https://m/a.txt']} />
      </form>,
    )
    const form = container.querySelector('form') ?? document.createElement('form')
    await choose(file('b.txt'))
    await waitFor(() => expect(new FormData(form).getAll('images')).toHaveLength(2))
    act(() => form.reset())
    expect(new FormData(form).getAll('images')).toEqual(['https://m/a.txt'])
    expect(names()).toEqual(['a.txt'])
  })

  it('lets nothing be changed when disabled or read-only', () => {
    const { unmount } = show(
      <FileUploader multiple disabled name="x" defaultValue={['https://m/a.txt', 'https://m/b.txt']} />,
    )
    for (const button of screen.getAllByRole('button')) expect(button).toBeDisabled()
    expect(input()).toBeDisabled()
    unmount()
    show(<FileUploader multiple readOnly defaultValue={['https://m/a.txt', 'https://m/b.txt']} />)
    expect(screen.queryAllByRole('button')).toEqual([])
    expect(document.querySelector('input[type=file]')).toBeNull()
    expect(names()).toEqual(['a.txt', 'b.txt'])
  })

  it('hands the dialog what may be chosen', () => {
    show(<FileUploader accept={['image/*', '.PDF']} capture="environment" maxFiles={3} />)
    expect(input()).toHaveAttribute('accept', 'image/*,.pdf')
    expect(input()).toHaveAttribute('capture', 'environment')
    expect(input().multiple).toBe(true)
    expect(screen.getByRole('button', { name: 'Choose files' })).toHaveAccessibleDescription(
      'Images, PDF · at most 3 files',
    )
  })

  it('previews local images and revokes their URLs', async () => {
    const created = vi.fn(() => 'blob:picture')
    const revoked = vi.fn()
    Object.assign(URL, { createObjectURL: created, revokeObjectURL: revoked })
    const { unmount, container } = show(<FileUploader />)
    await choose(file('a.png', 'x', 'image/png'))
    await waitFor(() => expect(container.querySelector('img')).toHaveAttribute('src', 'blob:picture'))
    unmount()
    expect(revoked).toHaveBeenCalledTimes(created.mock.calls.length)
  })
})
