/** Part of `npm run build`: writes llms.txt and llms-full.txt into dist, where readers of the published package find them. */
import { writeFileSync } from 'node:fs'
import { root } from '../scripts/root.mjs'
import { llmsFullText, llmsText } from './llms.mjs'
import { readPages } from './pages.mjs'

const pages = readPages().filter(({ file }) => /^(README\.md|docs\/)/.test(file))
writeFileSync(new URL('dist/llms.txt', root), llmsText(pages, '../'))
writeFileSync(new URL('dist/llms-full.txt', root), llmsFullText(pages))
