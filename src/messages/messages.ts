import type { AnalysisMessages } from './areas/analysis-messages.js'
import type { BalanceMessages } from './areas/balance-messages.js'
import type { ChatMessages } from './areas/chat-messages.js'
import type { ErrorBalanceMessages } from './areas/error-balance-messages.js'
import type { ErrorDeveloperMessages } from './areas/error-developer-messages.js'
import type { ErrorMessages } from './areas/error-messages.js'
import type { FileFieldMessages } from './areas/file-field-messages.js'
import type { FormEditorMessages } from './areas/form-editor-messages.js'
import type { FormMessages } from './areas/form-messages.js'
import type { FormProblemMessages } from './areas/form-problem-messages.js'
import type { HistoryMessages } from './areas/history-messages.js'
import type { LibraryMessages } from './areas/library-messages.js'
import type { MaskMessages } from './areas/mask-messages.js'
import type { OutputMessages } from './areas/output-messages.js'
import type { PickerMessages } from './areas/picker-messages.js'
import type { RunCostMessages } from './areas/run-cost-messages.js'
import type { RunDetailsMessages } from './areas/run-details-messages.js'
import type { RunStageMessages } from './areas/run-stage-messages.js'
import type { RunnerMessages } from './areas/runner-messages.js'
import type { StatusMessages } from './areas/status-messages.js'
import type { UploaderMessages } from './areas/uploader-messages.js'
import type { ViewerMessages } from './areas/viewer-messages.js'

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
