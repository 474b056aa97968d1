/** Part of `npm run build`: writes llms.txt into dist, where readers of the published package find it, beside the pages it links to. */
import { writeFileSync } from 'node:fs'
import { root } from '../scripts/root.mjs'
import { llmsText } from './llms.mjs'
import { readPages } from './pages.mjs'

const pages = readPages().filter(({ file }) => /^(README\.md|docs\/)/.test(file))
writeFileSync(new URL('dist/llms.txt', root), llmsText(pages, '../'))
