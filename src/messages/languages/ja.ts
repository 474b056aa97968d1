import { localize } from '../localize.js'
import { jaChat } from '../phrases/ja-chat.js'
import { jaEditor } from '../phrases/ja-editor.js'
import { jaFiles } from '../phrases/ja-files.js'
import { jaRuns } from '../phrases/ja-runs.js'

/** Japanese. Give it to the provider: `<ModelRunnerProvider messages={ja}>`. */
export const ja = localize('ja', 'ltr', { ...jaRuns, ...jaFiles, ...jaEditor, ...jaChat })
