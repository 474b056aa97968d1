import { fireEvent, render, screen, waitFor } from '@testing-library/react'
import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { ModelRunnerError } from '../../src/client/errors/model-runner-error.js'
import type { RefusalReason } from '../../src/client/uploads/refusals.js'
import { failedUpload } from '../../src/client/uploads/upload-error.js'
import type { UploadItem, UploadNotice, UploadState } from '../../src/client/uploads/upload-item.js'
import { InterruptedRow } from '../../src/components/file-list/FileRows.js'
import { EntryRow } from '../../src/components/file-list/EntryRow.js'
import { FileUploader } from '../../src/components/file-uploader/FileUploader.js'
import Refusals from '../../src/components/file-list/Refusals.js'
import { statusMessage } from '../../src/components/file-list/list-texts.js'
import TotalBar from '../../src/components/file-list/TotalBar.js'
import type { UseUploadResult } from '../../src/hooks/useUpload.js'
import { keysOf, marked } from '../support/marked-messages.js'
import { openPlatform } from '../support/open-platform.js'
import { watchTexts } from '../support/watch-texts.js'
import { preloadListNow } from '../../src/components/file-list/EntryRows.js'

// A chunk of its own, fetched after the first paint.
beforeAll(() => preloadListNow())

const STATES = {
  queued: true,
  uploading: true,
  paused: true,
  retrying: true,
  done: true,
  failed: true,
  cancelled: true,
} satisfies Record<UploadState, true>
const NOTICES = {
  resumed: true,
  restarted: true,
  offline: true,
  relayed: true,
} satisfies Record<UploadNotice, true>
const REASONS = {
  type: { code: 'type' },
  'too-large': { code: 'too-large', maxBytes: 5e6 },
  empty: { code: 'empty' },
  'too-many': { code: 'too-many', maxFiles: 2 },
  'too-many-parts': { code: 'too-many-parts', maxBytes: 5e9 },
  duplicate: { code: 'duplicate' },
} satisfies { [Code in RefusalReason['code']]: RefusalReason & { code: Code } }

const FAILURES = [
  { reason: 'network' },
  { reason: 'cors' },
  { reason: 'file-changed' },
  { reason: 'refused' },
  { reason: 'refused', retryable: true },
  { reason: 'refused', retryable: true, retryAfterMs: 3_600_000 },
] as const

const said = new Set<string>()

function open(element: React.ReactElement) {
  const words = watchTexts(['x1.png', 'x2.png', 'x3.txt'])
  const { wrapper } = openPlatform({}, { messages: marked })
  const view = render(element, { wrapper })
  const check = () => {
    for (const key of words.said) said.add(key)
    expect(words.strays).toEqual([])
  }
  check()
  return { ...view, check, words }
}
const upload = (state: UploadState, notice?: UploadNotice): UploadItem => ({
  id: `${state} ${notice ?? ''}`,
  file: new Blob(['x']),
  name: 'x1.png',
  size: 1e6,
  type: 'image/png',
  state,
  keepsParts: true,
  notice,
  progress: { loaded: 5e5, total: 1e6, ratio: 0.5, bytesPerSecond: 1e5, secondsRemaining: 5 },
  error: state === 'failed' ? new ModelRunnerError({ kind: 'upload-failed', message: '' }) : undefined,
})
const failed = (failure: (typeof FAILURES)[number]) =>
  failedUpload({ message: 'x1.png', ...failure } as Parameters<typeof failedUpload>[0])
// Object.keys forgets that these are all of them.
const states = Object.keys(STATES) as UploadState[]
const notices = Object.keys(NOTICES) as UploadNotice[]
const idle = () => {}

describe('uploads say nothing but the messages', () => {
  it('in every state and with every notice', () => {
    const items = [
      ...states.map((state) => upload(state)),
      ...notices.map((notice) => upload('uploading', notice)),
      ...FAILURES.map((failure) => ({
        ...upload('failed'),
        id: JSON.stringify(failure),
        error: failed(failure),
      })),
    ]
    const { check } = open(
      <ol>
        {items.map((item, index) => (
          <EntryRow
            key={item.id}
            entry={{ key: item.id, name: item.name, upload: item }}
            isFirst={index === 0}
            isLast={false}
            messages={marked}
            actions={{
              pause: idle,
              resume: idle,
              cancel: idle,
              retry: idle,
              remove: idle,
              move: idle,
              chooseAgain: idle,
            }}
            isDisabled={false}
            canMove
          />
        ))}
      </ol>,
    )
    for (const more of screen.getAllByRole('button', { name: /uploaderMore/ }).slice(0, states.length)) {
      fireEvent.click(more)
      check()
    }
  })

  it('for a file that a reload cut short', () => {
    const file = { key: 'a', name: 'x1.png', size: 20e6, loaded: 10e6 }
    open(<InterruptedRow file={file} messages={marked} isDisabled={false} onChoose={idle} onForget={idle} />)
  })

  it('for all of them together, seen and read out', () => {
    const uploads = states.map((state) => upload(state))
    const all = {
      uploads,
      progress: upload('uploading').progress,
      isUploading: true,
    } as unknown as UseUploadResult // What is shown of it; no button is pressed.
    open(
      <>
        <TotalBar upload={all} messages={marked} isDisabled={false} />
        <p>{statusMessage(uploads, marked)}</p>
        <p>{statusMessage([upload('done'), upload('failed'), upload('paused')], marked)}</p>
      </>,
    )
  })

  it('for whatever is refused', () => {
    const refused = Object.values(REASONS).map((reason, index) => ({ index, name: 'x1.png', reason }))
    open(<Refusals refused={refused} messages={marked} onDismiss={idle} />)
    const [first] = refused
    const many = Array.from({ length: 9 }, () => first ?? expect.fail())
    open(<Refusals refused={many} messages={marked} onDismiss={idle} />)
  })

  it('where files are chosen, dropped, moved and removed', async () => {
    // As a browser that can choose folders has it.
    Object.defineProperty(HTMLInputElement.prototype, 'webkitdirectory', { value: false, configurable: true })
    onTestFinished(() => void Reflect.deleteProperty(HTMLInputElement.prototype, 'webkitdirectory'))
    const { check, container } = open(
      <FileUploader
        multiple
        orderable
        accept={['image/*', '.pdf']}
        maxSize={5e6}
        maxFiles={3}
        directory
        defaultValue={['https://a.example/x1.png', 'https://a.example/x2.png']}
      />,
    )
    fireEvent.click(screen.getAllByRole('button', { name: /uploaderMore/ })[0] ?? expect.fail())
    fireEvent.click(screen.getByRole('menuitem', { name: /uploaderMoveDown/ }))
    check()
    fireEvent.click(screen.getAllByRole('button', { name: /uploaderRemove/ })[0] ?? expect.fail())
    check()
    const zone = container.querySelector('[data-mr-part=dropzone]') ?? expect.fail('files can be dropped')
    const files = [new File(['x'], 'x3.txt', { type: 'text/plain' })]
    const dataTransfer = {
      files,
      items: files.map((file) => ({ kind: 'file', type: file.type, getAsFile: () => file })),
      types: ['Files'],
    }
    fireEvent.dragEnter(zone, { dataTransfer })
    await screen.findByText(/uploaderDropNow/)
    check()
    fireEvent.drop(zone, { dataTransfer })
    await screen.findByText(/uploaderWrongType/, { selector: 'li' })
    check()
  })

  it('where one file is chosen', async () => {
    const { check, container, words } = open(<FileUploader required />)
    const input = container.querySelector('input[type=file]') ?? expect.fail('files can be chosen')
    // A browser shows it when the form is submitted.
    const validity =
      container.querySelector<HTMLInputElement>('input[aria-hidden]') ?? expect.fail('it can be invalid')
    const sayProblem = () => said.add(/uploader\w+/.exec(validity.validationMessage)?.[0] ?? '')
    sayProblem()
    // It fails in this environment, which has no sockets: that is told, too.
    vi.spyOn(globalThis, 'fetch').mockRejectedValue(new TypeError('no network'))
    fireEvent.change(input, { target: { files: [new File(['x'], 'x1.png', { type: 'image/png' })] } })
    sayProblem()
    await waitFor(() => expect(words.said).toContain('uploaderAdded'))
    check()
  })

  it('in every way that they can', () => {
    expect(keysOf('uploader').filter((key) => !said.has(key))).toEqual([])
  })
})
