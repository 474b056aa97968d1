import type { AnalysisMessages, OutputMessages, ViewerMessages } from './areas/output-messages.js'
import type {
  BalanceMessages,
  ErrorBalanceMessages,
  ErrorDeveloperMessages,
  ErrorMessages,
} from './areas/error-messages.js'
import type { ChatMessages } from './areas/chat-messages.js'
import type { FileFieldMessages } from './areas/file-field-messages.js'
import type {
  FormEditorMessages,
  FormMessages,
  FormProblemMessages,
  MaskMessages,
} from './areas/form-messages.js'
import type { HistoryMessages, RunDetailsMessages } from './areas/history-messages.js'
import type { LibraryMessages } from './areas/library-messages.js'
import type { PickerMessages } from './areas/picker-messages.js'
import type {
  RunCostMessages,
  RunStageMessages,
  RunnerMessages,
  StatusMessages,
} from './areas/runner-messages.js'
import type { UploaderMessages } from './areas/uploader-messages.js'

/**
 * Every string a person can see, in one flat catalogue. Strings with a number or a unit are functions,
 * so that each language can use its own plurals. Keys are grouped by component with a prefix.
 */
export interface Messages
  extends
    FormMessages,
    FormProblemMessages,
    FormEditorMessages,
    FileFieldMessages,
    MaskMessages,
    PickerMessages,
    StatusMessages,
    RunnerMessages,
    RunStageMessages,
    BalanceMessages,
    HistoryMessages,
    RunCostMessages,
    RunDetailsMessages,
    OutputMessages,
    ViewerMessages,
    AnalysisMessages,
    ErrorMessages,
    ErrorBalanceMessages,
    ErrorDeveloperMessages,
    LibraryMessages,
    UploaderMessages,
    ChatMessages {
  /** BCP 47 tag, for Intl and `lang`. */
  locale: string
  /** Reading direction of the language. */
  direction: 'ltr' | 'rtl'
}
