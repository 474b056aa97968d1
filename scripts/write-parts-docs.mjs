/** Writes docs/parts.md: run it after a part was added, renamed or described. */
import { writeFileSync } from 'node:fs'
import { partsDocs } from './parts-docs.mjs'
import { root } from './root.mjs'

writeFileSync(new URL('docs/parts.md', root), partsDocs())
