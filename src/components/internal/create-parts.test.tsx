import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { forwardRef } from 'react'
import { describe, expect, it, vi } from 'vitest'
import { testConformance } from '../../../test/conformance.js'
import { createParts } from './create-parts.js'
import type { PropsOf } from './part-props.js'

interface SampleParts {
  root: 'open' | 'closed'
  label: never
  action: 'busy' | 'idle'
}
const { Root, Part } = createParts<SampleParts>('sample')

type SampleProps = PropsOf<'div', SampleParts, { open: boolean }, { open?: boolean }>

const Sample = forwardRef<HTMLDivElement, SampleProps>(function Sample(
  { open = false, children, ...outer },
  ref,
) {
  return (
    <Root
      outer={outer}
      ref={ref}
      className="own"
      state={open ? 'open' : 'closed'}
      onClick={() => (document.title = 'own ran')}
      aria-describedby="own-hint"
    >
      {children ? (
        children({ open })
      ) : (
        <>
          <Part part="label" as="span">
            Name
          </Part>
          <Part part="action" as="button" look="button" state="idle" type="button">
            Go
          </Part>
        </>
      )}
    </Root>
  )
})

const Inner = createParts<{ root: never; label: never }>('inner')

describe('createParts', () => {
  testConformance({ element: (props) => <Sample {...props} />, parts: ['label', 'action'] })

  it('puts the state on root and parts as data-state', () => {
    const { container } = render(<Sample open />)
    expect(container.firstElementChild).toHaveAttribute('data-state', 'open')
    expect(screen.getByRole('button')).toHaveAttribute('data-state', 'idle')
  })

  it('adds outer classes and described-by ids to its own', () => {
    const { container } = render(<Sample className="mine" aria-describedby="hint" />)
    expect(container.firstElementChild).toHaveClass('own', 'mine')
    expect(container.firstElementChild).toHaveAttribute('aria-describedby', 'own-hint hint')
  })

  it('runs an outer handler before its own, which the outer one can prevent', async () => {
    document.title = ''
    const { rerender } = render(<Sample onClick={(event) => event.preventDefault()} />)
    await userEvent.click(screen.getByRole('button'))
    expect(document.title).toBe('')
    const onClick = vi.fn()
    rerender(<Sample onClick={onClick} />)
    await userEvent.click(screen.getByRole('button'))
    expect(onClick).toHaveBeenCalledOnce()
    expect(document.title).toBe('own ran')
  })

  it('keeps the variant when only the tag is replaced', () => {
    render(<Sample components={{ action: 'a' }} />)
    expect(screen.getByText('Go').tagName).toBe('A')
    expect(screen.getByText('Go')).toHaveAttribute('data-mr-look', 'button')
  })

  it('does not give an inner component what was meant for the outer', () => {
    render(
      <Sample classNames={{ label: 'outer-label' }}>
        {() => (
          <Inner.Root outer={{}}>
            <Inner.Part part="label">inner</Inner.Part>
          </Inner.Root>
        )}
      </Sample>,
    )
    expect(screen.getByText('inner')).not.toHaveClass('outer-label')
  })
})
