import { localize } from '../localize.js'
import { zhCNChat } from '../phrases/zh-CN-chat.js'
import { zhCNEditor } from '../phrases/zh-CN-editor.js'
import { zhCNFiles } from '../phrases/zh-CN-files.js'
import { zhCNRuns } from '../phrases/zh-CN-runs.js'

/** Simplified Chinese. Give it to the provider: `<ModelRunnerProvider messages={zhCN}>`. */
export const zhCN = localize('zh-CN', 'ltr', { ...zhCNRuns, ...zhCNFiles, ...zhCNEditor, ...zhCNChat })
