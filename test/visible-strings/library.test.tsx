import { fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { FileDetails } from '../../src/components/file-library/FileDetails.js'
import {
  FileLibrary,
  type FileLibraryProps,
  preloadLibrary,
} from '../../src/components/file-library/FileLibrary.js'
import { FilePicker } from '../../src/components/file-library/FilePicker.js'
import { FileTile } from '../../src/components/file-library/FileGrid.js'
import type { Emulator } from '../../src/emulator/emulator.js'
import { fileName } from '../../src/hooks/file-name.js'
import type { FileItem } from '../../src/protocol/file-item.js'
import { keysOf, marked } from '../support/marked-messages.js'
import { openPlatform } from '../support/open-platform.js'
import { watchTexts } from '../support/watch-texts.js'

// A chunk of its own, fetched after the first paint.
beforeAll(() => preloadLibrary())

const said = new Set<string>()

/** A library of 250 files, or of none. */
function open(element = <FileLibrary />, { count = 250, prepare = (_: Emulator) => {} } = {}) {
  const platform = openPlatform({}, { messages: marked })
  const files = platform.emulator.seedFiles(count)
  prepare(platform.emulator)
  const words = watchTexts([
    // Longest first: a name may hold a shorter one.
    ...[...new Set(files.flatMap((file) => [file.url, fileName(file), file.mimeType ?? '']))].sort(
      (a, b) => b.length - a.length,
    ),
    ...new Set(files.flatMap(({ tags }) => tags.map(({ name }) => name))),
    'Xtag',
    'Xother',
    'zzz',
    /[\w-]{21}/,
  ])
  const view = render(element, { wrapper: platform.wrapper })
  const check = () => {
    for (const key of words.said) said.add(key)
    expect(words.strays).toEqual([])
  }
  const cells = () => [...document.body.querySelectorAll<HTMLElement>('[role=gridcell]')]
  const ready = () => waitFor(() => expect(cells()).not.toHaveLength(0))
  return { ...platform, ...view, words, check, cells, ready, user: userEvent.setup({ delay: null }) }
}
const list: FileLibraryProps = { defaultView: 'list' }
const press = (user: ReturnType<typeof userEvent.setup>, name: RegExp) =>
  user.click(screen.getByRole('button', { name }))

describe('a library says nothing but the messages', () => {
  it('full, and further down', async () => {
    const { ready, check, cells, user, words, emulator } = open(<FileLibrary {...list} />)
    check()
    await ready()
    await waitFor(() => expect(words.said).toContain('libraryTagsChosen'))
    check()
    emulator.set({ latencyMs: 100 })
    cells()[0]?.focus()
    await user.keyboard('{End}')
    await waitFor(() => expect(words.said).toContain('libraryLoadingMore'))
    check()
  })

  it('empty, or with nothing that fits', async () => {
    const empty = open(<FileLibrary {...list} />, { count: 0 })
    await screen.findByText(/libraryEmpty/)
    empty.check()
    empty.unmount()
    const { ready, check, user } = open(<FileLibrary {...list} />)
    await ready()
    await user.type(screen.getByRole('searchbox'), 'zzz')
    await screen.findByText(/libraryNothingFound/)
    check()
  })

  it('with one file open: its tags, its link, its removal', async () => {
    const { ready, check, cells, user } = open(<FileLibrary {...list} />)
    await ready()
    cells()[0]?.focus()
    await user.keyboard('t')
    await user.keyboard('Xtag{Enter}')
    check()
    await press(user, /libraryCopy¦/)
    await screen.findAllByText(/libraryCopied/)
    check()
    await user.keyboard('{Escape}')
    for (const star of ['{Enter}', '{Escape}f{Enter}']) {
      await user.keyboard(star)
      check()
    }
    await press(user, /libraryRemove¦/)
    check()
    await press(user, /libraryRemoveConfirm/)
    await screen.findByText(/libraryRemoved/)
    check()
  })

  it('when a link cannot be copied', async () => {
    const { ready, check, cells, user } = open(<FileLibrary {...list} />)
    await ready()
    cells()[0]?.focus()
    await user.keyboard('{Enter}')
    vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new Error('no'))
    await press(user, /libraryCopy¦/)
    await screen.findAllByText(/libraryCopyFailed/)
    check()
  })

  it('while one picks, and with what is not accepted', async () => {
    const { ready, check, cells, user } = open(
      <FileLibrary {...list} selectable="many" accept="image/*" onSelect={() => {}} />,
    )
    await ready()
    check()
    await user.click(cells()[0] ?? expect.fail('there is a file'))
    await screen.findByText(/librarySelected/)
    check()
    cells()[1]?.focus()
    await user.keyboard('p')
    within(screen.getByRole('dialog')).getByRole('button', { name: /libraryUse¦/ })
    check()
  })

  it('while several are selected for what is done with all of them', async () => {
    const { ready, check, cells, user } = open(<FileLibrary {...list} />)
    await ready()
    await press(user, /librarySelect¦/)
    await user.click(cells()[0] ?? expect.fail('there is a file'))
    await screen.findByRole('button', { name: /libraryDownloadAll/ })
    check()
    await press(user, /libraryTagAllSelected/)
    check()
    await user.keyboard('{Escape}')
    await press(user, /libraryRemoveAll/)
    check()
    await press(user, /libraryRemoveConfirm/)
    await screen.findByText(/libraryRemovedAll/)
    check()
  })

  it('in a dialog of its own', async () => {
    const { ready, check, user } = open(<FilePicker multiple onPick={() => {}} />)
    check()
    await press(user, /libraryChoose/)
    await ready()
    check()
  })

  it('with tags to filter by, and with none', async () => {
    const { ready, check, cells, words, user, unmount } = open(<FileLibrary {...list} />)
    await ready()
    cells()[0]?.focus()
    await user.keyboard('t')
    await user.keyboard('Xtag{Enter}Xother{Enter}{Escape}')
    await user.click(screen.getByText(/libraryTagsChosen/))
    const tags = () => screen.findAllByRole('checkbox', { hidden: true })
    fireEvent.click((await tags())[0] ?? expect.fail('there is a tag'))
    fireEvent.click((await tags())[1] ?? expect.fail('there are two tags'))
    await waitFor(() => expect(words.said).toContain('libraryTagAny'))
    check()
    unmount()
    const none = open(<FileLibrary {...list} />, { count: 0 })
    fireEvent.click(none.container.querySelector('summary') ?? expect.fail('tags can be opened'))
    await waitFor(() => expect(none.words.said).toContain('libraryNoTags'))
    none.check()
  })

  it('about files of every kind, source and role', async () => {
    const file = (more: Partial<FileItem>): FileItem => ({
      id: 'f1',
      url: 'https://a.example/x1',
      source: 'external',
      createdAt: '2026-01-01T00:00:00Z',
      isFavorited: false,
      tags: [],
      ...more,
    })
    const requests = ['input', 'output', 'thumbnail'].map((role) => ({
      requestId: 'x1',
      role,
      createdAt: '',
    }))
    const words = watchTexts(['x1', /\w+\/x\b/])
    const { wrapper } = openPlatform(
      {},
      { messages: marked, fetch: () => Promise.resolve(Response.json({ ...file({}), requests })) },
    )
    render(
      <>
        {['image', 'video', 'audio', 'text', 'model', 'application'].map((type, index) => (
          <FileTile
            run={undefined}
            key={type}
            file={file({ mimeType: `${type}/x` })}
            index={index}
            column={0}
            messages={marked}
            isActive={false}
            isRefused={false}
          />
        ))}
        <FileDetails
          run={{ requestId: 'x1', endpoint: 'x/x', prompt: 'x1' }}
          file={file({ mimeType: 'image/x' })}
          messages={marked}
        />
        <FileDetails run={undefined} file={file({ source: 'upload' })} messages={marked} />
        <FileDetails run={undefined} file={file({ source: 'request_output' })} messages={marked} />
      </>,
      { wrapper },
    )
    await screen.findAllByText(/libraryRequests/)
    for (const key of words.said) said.add(key)
    expect(words.strays).toEqual([])
  })

  it('in every way that it can', () => {
    expect(keysOf('library').filter((key) => !said.has(key))).toEqual([])
  })
})
