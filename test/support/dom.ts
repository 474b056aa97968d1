import '@testing-library/jest-dom/vitest'
import { cleanup as unmountAll, configure } from '@testing-library/react'

/** Takes away what a test has rendered and stored: the next file has the same document. */
export function cleanup(): void {
  unmountAll()
  localStorage.clear()
  sessionStorage.clear()
}

// How long `findBy…` and `waitFor` wait for what does not come. A busy machine may need many times what a quiet one does.
configure({ asyncUtilTimeout: 20_000 })
