import { useEffect } from 'react'

let users = 0
let isPressed = false
const waiting: (() => void)[] = []

const onPress = () => void (isPressed = true)

function onRelease() {
  isPressed = false
  for (const work of waiting.splice(0)) work()
}

function afterPress(work: () => void) {
  if (isPressed) waiting.push(work)
  else work()
}

function listen(change: 'addEventListener' | 'removeEventListener') {
  document[change]('mousedown', onPress, true)
  document[change]('mouseup', onRelease, true)
  document[change]('dragend', onRelease, true)
}

/**
 * Runs what leaving a control brings with it once the press that left it is released, before its click. Run at once, it may
 * move the button that is being pressed away from under the pointer, and the click is lost.
 */
export function useAfterPress(): (work: () => void) => void {
  useEffect(() => {
    if (users++ === 0) listen('addEventListener')
    return () => {
      if (--users > 0) return
      listen('removeEventListener')
      onRelease()
    }
  }, [])
  return afterPress
}
