import { render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { testConformance } from '../../../test/conformance.js'
import { openPlatform } from '../../../test/support/open-platform.js'
import { platformWrapper } from '../../../test/support/platform-wrapper.js'
import { FilePicker } from './FilePicker.js'
import { preloadLibrary } from './FileLibrary.js'

// A chunk of its own, fetched after the first paint.
beforeAll(() => preloadLibrary())

describe('FilePicker', () => {
  testConformance({
    element: (props) => <FilePicker onPick={() => {}} {...props} />,
    parts: ['button'],
    message: 'libraryChoose',
    wrapper: platformWrapper(),
  })

  it('asks for nothing until it is opened, and hands over what was chosen', async () => {
    const { emulator, wrapper, calls } = openPlatform()
    emulator.seedFiles(3)
    const onPick = vi.fn()
    const { container } = render(<FilePicker multiple onPick={onPick} />, { wrapper })
    expect(calls('files')).toBe(0)
    await userEvent.click(screen.getByRole('button', { name: 'Choose from library' }))
    await waitFor(() => expect(container.querySelectorAll('[role=gridcell]')).toHaveLength(3))
    const use = screen.getByRole('button', { name: 'Use 0 files' })
    expect(use).toBeDisabled()
    for (const cell of container.querySelectorAll('[role=gridcell]')) await userEvent.click(cell)
    await userEvent.click(screen.getByRole('button', { name: 'Use 3 files' }))
    expect(onPick.mock.lastCall?.[0].map(({ url }: { url: string }) => url)).toEqual(
      emulator.files().map(({ url }) => url),
    )
    expect(screen.queryByRole('dialog')).toBeNull()
  })
})
