import { render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { openPlatform } from '../../../test/support/open-platform.js'
import { FileLibrary, type FileLibraryProps, preloadLibrary } from './FileLibrary.js'

// A chunk of its own, fetched after the first paint.
beforeAll(() => preloadLibrary())

async function show(count: number, props: FileLibraryProps = {}) {
  const platform = openPlatform()
  platform.emulator.seedFiles(count)
  const view = render(<FileLibrary defaultView="list" {...props} />, { wrapper: platform.wrapper })
  const cells = () => [...view.container.querySelectorAll<HTMLElement>('[role=gridcell]')]
  await waitFor(() => expect(cells().length).toBeGreaterThan(0))
  const cell = (index = 0) => cells()[index] ?? expect.fail(`there is a file ${index}`)
  return { ...platform, ...view, cells, cell, user: userEvent.setup({ delay: null }) }
}
const search = () => screen.getByRole('searchbox')
const button = (name: string) => screen.getByRole('button', { name })

describe('the focus stays in the library', () => {
  it('on the neighbour of a file that is removed, and on the search after the last one', async () => {
    const { emulator, cells, cell, user } = await show(2)
    cell(1).focus()
    for (const left of [1, 0]) {
      await user.keyboard('{Delete}')
      await user.click(button('Remove'))
      await waitFor(() => expect(emulator.files()).toHaveLength(left))
      await waitFor(() => expect(cells()).toHaveLength(left))
      await waitFor(() => expect(left ? cell() : search()).toHaveFocus())
    }
  })

  it('when a file leaves the favorites under it', async () => {
    const { cells, cell, user } = await show(30)
    await user.click(screen.getByRole('button', { name: /^Favorites/ }))
    await waitFor(() => expect(cells().length).toBeLessThan(30))
    const count = cells().length
    cell(1).focus()
    const next = cell(2).textContent
    await user.keyboard('f')
    await waitFor(() => expect(cells()).toHaveLength(count - 1))
    await waitFor(() => expect(cell(1)).toHaveFocus())
    expect(cell(1)).toHaveTextContent(next ?? '')
  })

  it('when a button has done its task', async () => {
    const { cell, user } = await show(3, { selectable: 'many' })
    await user.click(cell(1))
    await user.click(button('Clear selection'))
    await waitFor(() => expect(document.body).not.toHaveFocus())

    await user.type(search(), 'zzz')
    await user.click(await screen.findByRole('button', { name: 'Clear filters' }))
    await waitFor(() => expect(search()).toHaveFocus())
  })

  it('on what asked whether to remove, when the file is kept', async () => {
    const { cell, user } = await show(1)
    cell().focus()
    await user.keyboard('{Enter}')
    await user.click(button('Remove from library'))
    expect(button('Cancel')).toHaveFocus()
    await user.click(button('Cancel'))
    expect(button('Remove from library')).toHaveFocus()
  })

  it('but does not steal focus from where the user went', async () => {
    const { cell, user } = await show(3, { selectable: 'many' })
    await user.click(cell(1))
    button('Clear selection').focus()
    const other = document.body.appendChild(document.createElement('button'))
    other.focus()
    await user.click(cell(1))
    other.focus()
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Clear selection' })).toBeNull())
    expect(other).toHaveFocus()
    other.remove()
  })

  it('on the button of the tags when Escape closes them, in a dialog, too', async () => {
    const onKeyDown = vi.fn()
    const { container, user } = await show(1, { onKeyDown })
    const tags = container.querySelector('details') ?? expect.fail()
    const summary = container.querySelector('summary') ?? expect.fail()
    await user.click(summary)
    expect(tags.open).toBe(true)
    await user.keyboard('{Escape}')
    expect(tags.open).toBe(false)
    expect(summary).toHaveFocus()
    expect(onKeyDown).not.toHaveBeenCalledWith(expect.objectContaining({ key: 'Escape' }))
  })

  it('closes the open tags when the user moves on', async () => {
    const { container, user } = await show(1)
    const tags = container.querySelector('details') ?? expect.fail()
    await user.click(container.querySelector('summary') ?? expect.fail())
    await user.click(search())
    expect(tags.open).toBe(false)
    expect(search()).toHaveFocus()
  })
})
