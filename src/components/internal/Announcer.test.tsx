import { render, screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { Announcer } from './Announcer.js'

describe('Announcer', () => {
  it('says nothing of what was so from the start, and each change after it', () => {
    const { rerender } = render(<Announcer message="In the queue" />)
    expect(screen.getByRole('status')).toBeEmptyDOMElement()
    rerender(<Announcer message="Running" />)
    expect(screen.getByRole('status')).toHaveTextContent('Running')
    rerender(<Announcer message="In the queue" />)
    expect(screen.getByRole('status')).toHaveTextContent('In the queue')
  })
})
