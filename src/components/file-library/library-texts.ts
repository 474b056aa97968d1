import type { LibraryMessages } from '../../messages/areas/library-messages.js'
import type { AreaMessages } from '../internal/use-area-messages.js'

/** The texts of the library. */
export type LibraryTexts = AreaMessages<LibraryMessages>
