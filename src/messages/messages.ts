import type { ChatMessages } from './areas/chat-messages.js'
import type { EditorMessages } from './areas/editor-messages.js'
import type { ErrorMessages } from './areas/error-messages.js'
import type { FormMessages } from './areas/form-messages.js'
import type { LibraryMessages } from './areas/library-messages.js'
import type { OutputMessages } from './areas/output-messages.js'
import type { RunMessages } from './areas/run-messages.js'
import type { UploaderMessages } from './areas/uploader-messages.js'

/**
 * Every string a person can see, in one flat catalogue. Strings with a number or a unit are functions,
 * so that each language can use its own plurals. Keys are grouped by component with a prefix.
 */
export interface Messages
  extends
    FormMessages,
    OutputMessages,
    RunMessages,
    ErrorMessages,
    LibraryMessages,
    UploaderMessages,
    EditorMessages,
    ChatMessages {
  /** BCP 47 tag, for Intl and `lang`. */
  locale: string
  /** Reading direction of the language. */
  direction: 'ltr' | 'rtl'
}
