import { render, screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { en } from '../../messages/en.js'
import type { FileEntry } from './file-entries.js'
import { EntryRow } from './EntryRow.js'

const idle = () => {}
const actions = {
  pause: idle,
  resume: idle,
  cancel: idle,
  retry: idle,
  remove: idle,
  move: idle,
  chooseAgain: idle,
}

function show(entry: FileEntry) {
  render(
    <ul>
      <EntryRow
        entry={entry}
        isFirst
        isLast
        messages={en}
        actions={actions}
        isFixed={false}
        isDisabled={false}
        canMove={false}
      />
    </ul>,
  )
  return screen.getByRole('listitem')
}

it('shows a file whose upload has not started as waiting: it can only be removed', () => {
  expect(show({ key: 'a', name: 'a.png' })).toHaveAttribute('data-state', 'queued')
  expect(screen.getByText(en.uploaderState('queued'))).toBeVisible()
  expect(screen.getAllByRole('button').map((button) => button.getAttribute('aria-label'))).toEqual([
    en.uploaderRemove('a.png'),
  ])
})

it('shows a file that was there before as done', () => {
  expect(show({ key: 'a', name: 'a.png', url: 'https://m/a.png' })).toHaveAttribute('data-state', 'done')
})
