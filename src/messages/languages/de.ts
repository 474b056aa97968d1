import { localize } from '../localize.js'
import { deChat } from '../phrases/de-chat.js'
import { deEditor } from '../phrases/de-editor.js'
import { deFiles } from '../phrases/de-files.js'
import { deRuns } from '../phrases/de-runs.js'

/** German. Give it to the provider: `<ModelRunnerProvider messages={de}>`. */
export const de = localize('de', 'ltr', { ...deRuns, ...deFiles, ...deEditor, ...deChat })
