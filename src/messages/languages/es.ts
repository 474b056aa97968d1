import { localize } from '../localize.js'
import { esChat } from '../phrases/es-chat.js'
import { esEditor } from '../phrases/es-editor.js'
import { esFiles } from '../phrases/es-files.js'
import { esRuns } from '../phrases/es-runs.js'

/** Spanish. Give it to the provider: `<ModelRunnerProvider messages={es}>`. */
export const es = localize('es', 'ltr', { ...esRuns, ...esFiles, ...esEditor, ...esChat })
