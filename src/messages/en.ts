import { enChat } from './english/en-chat.js'
import { enEditor } from './english/en-editor.js'
import { enError } from './english/en-error.js'
import { enForm } from './english/en-form.js'
import { enLibrary } from './english/en-library.js'
import { enOutput } from './english/en-output.js'
import { enRun } from './english/en-run.js'
import { enUploader } from './english/en-uploader.js'
import type { Messages } from './messages.js'

/** The default catalogue: plain English. */
export const en: Messages = {
  locale: 'en',
  direction: 'ltr',
  ...enForm,
  ...enOutput,
  ...enRun,
  ...enError,
  ...enLibrary,
  ...enUploader,
  ...enEditor,
  ...enChat,
}
