import { createContext } from 'react'
import type { Lifecycle } from '../../client/transport/lifecycle.js'

/** How long files of the fields within are kept: as long as the run they are for asks. */
export const UploadLifecycle = createContext<Lifecycle | undefined>(undefined)
