import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { expect, it, vi } from 'vitest'
import { useAfterPress } from './use-after-press.js'

function Form({ onRun }: { onRun: (taken: string) => void }) {
  const [text, setText] = useState('')
  const [taken, setTaken] = useState('')
  const afterPress = useAfterPress()
  return (
    <>
      <input
        value={text}
        onChange={(event) => setText(event.target.value)}
        onBlur={() => afterPress(() => setTaken(text))}
      />
      <output>{taken}</output>
      <button onClick={() => onRun(taken)}>Run</button>
    </>
  )
}

it('takes what was typed between the press that leaves it and its click', async () => {
  const user = userEvent.setup()
  const onRun = vi.fn()
  render(<Form onRun={onRun} />)
  await user.type(screen.getByRole('textbox'), 'a')
  await user.pointer({ keys: '[MouseLeft>]', target: screen.getByRole('button') })
  expect(screen.getByRole('textbox')).not.toHaveFocus()
  expect(screen.getByRole('status')).toHaveTextContent('')
  await user.pointer({ keys: '[/MouseLeft]' })
  expect(screen.getByRole('status')).toHaveTextContent('a')
  expect(onRun).toHaveBeenCalledExactlyOnceWith('a')
})

it('takes it at once where it is left by a key, and where its form goes', async () => {
  const user = userEvent.setup()
  const onTaken = vi.fn()
  function Left() {
    const afterPress = useAfterPress()
    return <input onBlur={() => afterPress(onTaken)} />
  }
  const { unmount } = render(<Left />)
  await user.click(screen.getByRole('textbox'))
  await user.tab()
  expect(onTaken).toHaveBeenCalledOnce()
  await user.click(screen.getByRole('textbox'))
  await user.pointer({ keys: '[MouseLeft>]', target: document.body })
  expect(onTaken).toHaveBeenCalledOnce()
  unmount()
  expect(onTaken).toHaveBeenCalledTimes(2)
})
