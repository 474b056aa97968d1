import { fileName } from '../../hooks/file-name.js'
import { render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { testConformance } from '../../../test/conformance.js'
import { openPlatform } from '../../../test/support/open-platform.js'
import { platformWrapper } from '../../../test/support/platform-wrapper.js'
import { FileLibrary, type FileLibraryProps, preloadLibrary } from './FileLibrary.js'

// A chunk of its own, fetched after the first paint.
beforeAll(() => preloadLibrary())

async function show(count: number, props: FileLibraryProps = {}) {
  const platform = openPlatform()
  platform.emulator.seedFiles(count)
  const view = render(<FileLibrary {...props} />, { wrapper: platform.wrapper })
  await waitFor(() => expect(view.container.firstElementChild).not.toHaveAttribute('aria-busy'))
  // By attribute: a search by role computes the name of everything in a page of hundreds of nodes.
  const cells = () => [...view.container.querySelectorAll<HTMLElement>('[role=gridcell]')]
  const cell = (index = 0) => cells()[index] ?? expect.fail(`there is a file ${index}`)
  return { ...platform, ...view, cells, cell, user: userEvent.setup({ delay: null }) }
}

describe('FileLibrary', () => {
  testConformance({
    element: (props) => <FileLibrary {...props} />,
    parts: ['toolbar', 'search', 'buckets', 'summary', 'viewport', 'grid', 'file', 'name', 'star', 'keys'],
    message: 'librarySearch',
    wrapper: platformWrapper((emulator) => emulator.seedFiles(3)),
    ready: (container) => waitFor(() => expect(container.firstElementChild).not.toHaveAttribute('aria-busy')),
  })

  it('keeps few of very many files in the page, and asks for one page', async () => {
    const { container, calls, cells } = await show(20_000, { defaultView: 'list' })
    expect(container.querySelectorAll('[role=row]').length).toBeLessThan(60)
    expect(cells().length).toBeLessThan(60)
    expect(screen.getByText('20,000 files', { selector: 'span:not([role])' })).toBeVisible()
    expect(calls('files')).toBe(1)
  })

  it('reads on when the end of what was read is reached, one page at a time', async () => {
    const { calls, cell, user } = await show(250, { defaultView: 'list' })
    cell().focus()
    await user.keyboard('{End}')
    await waitFor(() => expect(calls('files')).toBe(2))
    await user.keyboard('{End}')
    await waitFor(() => expect(calls('files')).toBe(3))
  })

  it('searches when typing rests', async () => {
    const { calls, user, cells } = await show(40, { defaultView: 'list' })
    const search = screen.getByLabelText('Search by name')
    await user.type(search, 'chair')
    await waitFor(() => expect(calls('files')).toBe(2))
    await waitFor(() => expect(cells().every((cell) => cell.textContent?.includes('chair'))).toBe(true))
    await user.clear(search)
    await user.type(search, 'zzz')
    expect(await screen.findByText('No files match these filters.')).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Clear filters' }))
    await waitFor(() => expect(cells().length).toBeGreaterThan(5))
  })

  it('shows buckets with their counts', async () => {
    const { emulator, user, cells } = await show(30)
    const uploads = emulator.files().filter(({ source }) => source === 'upload').length
    await user.click(await screen.findByRole('button', { name: `Uploads ${uploads}` }))
    await waitFor(() => expect(cells()).toHaveLength(uploads))
  })

  it('is worked by keys alone: move, favorite, preview, tag, remove', async () => {
    const { emulator, user, cell } = await show(9)
    await user.click(screen.getByRole('button', { name: 'List' }))
    cell().focus()
    await user.keyboard('{ArrowDown}{ArrowDown}')
    expect(cell(2)).toHaveFocus()
    const third = emulator.files()[2] ?? expect.fail()
    await user.keyboard('f')
    await waitFor(() => expect(emulator.files()[2]?.isFavorited).toBe(!third.isFavorited))

    await user.keyboard('{Enter}')
    const dialog = await screen.findByRole('dialog', { name: fileName(third) })
    expect(within(dialog).getByLabelText('Link')).toHaveValue(third.url)
    await user.keyboard('{Escape}')
    expect(screen.queryByRole('dialog')).toBeNull()
    await waitFor(() => expect(cell(2)).toHaveFocus())

    await user.keyboard('t')
    expect(await screen.findByRole('combobox', { name: 'New tag' })).toHaveFocus()
    await user.keyboard('holiday{Enter}')
    await screen.findByRole('button', { name: 'Remove tag holiday' })
    await waitFor(() => expect(emulator.files()[2]?.tags[0]?.name).toBe('holiday'))
    await user.keyboard('{Escape}{Delete}')
    expect(screen.getByRole('button', { name: 'Cancel' })).toHaveFocus()
    expect(screen.getByRole('dialog')).toHaveTextContent('Anyone with the link can still open it')
    await user.click(screen.getByRole('button', { name: 'Remove' }))
    await waitFor(() => expect(emulator.files()).toHaveLength(8))
    expect(screen.queryByRole('dialog')).toBeNull()
    await waitFor(() => expect(cell(2)).toHaveFocus())
  })

  it('puts a file back that could not be removed, and says why', async () => {
    const { emulator, user, cells, cell } = await show(3)
    emulator.set({ faults: [{ route: 'file-delete', status: 500 }] })
    cell().focus()
    await user.keyboard('{Delete}')
    await user.click(screen.getByRole('button', { name: 'Remove' }))
    expect(await screen.findByRole('alert')).toBeVisible()
    expect(cells()).toHaveLength(3)
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull())
  })

  it('picks one file, or many in the order of choice', async () => {
    const onSelect = vi.fn()
    const { user, cell, emulator } = await show(4, { selectable: 'many', onSelect })
    const ids = emulator.files().map(({ id }) => id)
    await user.click(cell(2))
    cell(0).focus()
    await user.keyboard(' ')
    expect(onSelect.mock.lastCall?.[0].map(({ id }: { id: string }) => id)).toEqual([ids[2], ids[0]])
    expect(cell(0)).toHaveAttribute('aria-selected', 'true')
    expect(screen.getByText('2 selected')).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Clear selection' }))
    expect(onSelect).toHaveBeenLastCalledWith([])
  })

  it.each([
    ['one', null],
    ['many', 'true'],
  ] as const)('says to screen readers whether %s can be picked', async (selectable, isMany) => {
    const { container } = await show(2, { selectable })
    expect(container.querySelector('[role=grid]')?.getAttribute('aria-multiselectable') ?? null).toBe(isMany)
  })

  it('lets only what is accepted be picked', async () => {
    const onSelect = vi.fn()
    const { user, cells, emulator } = await show(30, { selectable: true, accept: '.glb,.txt', onSelect })
    const refused = cells().find((cell) => cell.getAttribute('aria-disabled') === 'true')
    await user.click(refused ?? expect.fail('a picture is refused'))
    expect(onSelect).not.toHaveBeenCalled()
    await user.keyboard('{Escape}')
    const accepted = cells().find((cell) => cell.hasAttribute('aria-selected'))
    await user.click(accepted ?? expect.fail('a model is accepted'))
    expect(onSelect.mock.lastCall?.[0]).toHaveLength(1)
    expect(emulator.files().some(({ id }) => id === onSelect.mock.lastCall?.[0][0].id)).toBe(true)
  })

  it('asks for one type where only that is accepted', async () => {
    const { emulator } = await show(5, { selectable: true, accept: 'image/*' })
    expect(emulator.log.find(({ route }) => route === 'files')?.path).toContain('mimeTypePrefix=image%2F')
    expect(screen.queryByRole('combobox', { name: 'Type' })).toBeNull()
  })

  it('says that there are no models', async () => {
    await show(0)
    expect(screen.getByText('No files yet. Uploads and outputs appear here.')).toBeVisible()
  })
})
