import '@testing-library/jest-dom/vitest'
import { notifyManager } from '@tanstack/react-query'
import { cleanup as unmountAll, configure } from '@testing-library/react'

/** Takes away what a test has rendered and stored: the next file has the same document. */
export function cleanup(): void {
  unmountAll()
  localStorage.clear()
  sessionStorage.clear()
}

// How long `findBy…` and `waitFor` wait for what does not come. A busy machine may need many times what a quiet one does.
configure({ asyncUtilTimeout: 20_000 })

// TanStack Query notifies its observers with `setTimeout(0)`: now and then after the end of the `act` that waited for the query.
notifyManager.setScheduler(queueMicrotask)
