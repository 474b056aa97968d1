import '@testing-library/jest-dom/vitest'
import { configure } from '@testing-library/react'

export { cleanup } from '@testing-library/react'

// How long `findBy…` and `waitFor` wait for what does not come. A busy machine may need many times what a quiet one does.
configure({ asyncUtilTimeout: 20_000 })
