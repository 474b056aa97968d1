import { act } from '@testing-library/react'

// Opening level after level of data ends here.
const MAX_ROUNDS = 12

/** Opens what is folded, and what is folded in that. */
export async function unfold(element: HTMLElement): Promise<void> {
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const closed = [...element.querySelectorAll('details:not([open])')]
    if (closed.length === 0) return
    closed.forEach((details) => details.setAttribute('open', ''))
    await settle()
  }
}

/** Modules that are fetched apart have come, and `toggle` events, which have tasks of their own, have been handled. */
export async function settle(): Promise<void> {
  for (let task = 0; task < 3; task += 1) {
    await act(() => new Promise<void>((resolve) => void setTimeout(resolve)))
  }
}
