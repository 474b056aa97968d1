import { enAnalysis } from './english/en-analysis.js'
import { enBalance } from './english/en-balance.js'
import { enChat } from './english/en-chat.js'
import { enErrorBalance } from './english/en-error-balance.js'
import { enErrorDeveloper } from './english/en-error-developer.js'
import { enError } from './english/en-error.js'
import { enFileField } from './english/en-file-field.js'
import { enForm } from './english/en-form.js'
import { enFormEditor } from './english/en-form-editor.js'
import { enFormProblem } from './english/en-form-problem.js'
import { enHistory } from './english/en-history.js'
import { enLibrary } from './english/en-library.js'
import { enMask } from './english/en-mask.js'
import { enOutput } from './english/en-output.js'
import { enPicker } from './english/en-picker.js'
import { enRunCost } from './english/en-run-cost.js'
import { enRunDetails } from './english/en-run-details.js'
import { enRunStage } from './english/en-run-stage.js'
import { enRunner } from './english/en-runner.js'
import { enStatus } from './english/en-status.js'
import { enUploader } from './english/en-uploader.js'
import { enViewer } from './english/en-viewer.js'
import type { Messages } from './messages.js'

/** The default catalogue: plain English. */
export const en: Messages = {
  locale: 'en',
  direction: 'ltr',
  ...enForm,
  ...enFormProblem,
  ...enFormEditor,
  ...enFileField,
  ...enMask,
  ...enPicker,
  ...enStatus,
  ...enRunner,
  ...enRunStage,
  ...enBalance,
  ...enHistory,
  ...enRunCost,
  ...enRunDetails,
  ...enOutput,
  ...enViewer,
  ...enAnalysis,
  ...enError,
  ...enErrorBalance,
  ...enErrorDeveloper,
  ...enLibrary,
  ...enUploader,
  ...enChat,
}
