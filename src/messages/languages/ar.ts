import { localize } from '../localize.js'
import { arChat } from '../phrases/ar-chat.js'
import { arEditor } from '../phrases/ar-editor.js'
import { arFiles } from '../phrases/ar-files.js'
import { arRuns } from '../phrases/ar-runs.js'

/** Arabic. Give it to the provider: `<ModelRunnerProvider messages={ar}>`. */
export const ar = localize('ar', 'rtl', { ...arRuns, ...arFiles, ...arEditor, ...arChat })
