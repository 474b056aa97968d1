import { localize } from '../localize.js'
import { frChat } from '../phrases/fr-chat.js'
import { frEditor } from '../phrases/fr-editor.js'
import { frFiles } from '../phrases/fr-files.js'
import { frRuns } from '../phrases/fr-runs.js'

/** French. Give it to the provider: `<ModelRunnerProvider messages={fr}>`. */
export const fr = localize('fr', 'ltr', { ...frRuns, ...frFiles, ...frEditor, ...frChat })
