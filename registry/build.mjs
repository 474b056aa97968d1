/** `npm run registry`: writes the registry that `npx shadcn add <url>` reads. `--out folder --base url` */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { items } from './registry.mjs'

const { values } = parseArgs({
  options: {
    out: { type: 'string', default: fileURLToPath(new URL('dist', import.meta.url)) },
    // Where the items will be served from; items that need others name them by URL.
    base: { type: 'string', default: 'https://modelrunner.github.io/modelrunner-react/r' },
  },
})
const here = (path) => new URL(path, import.meta.url)

mkdirSync(values.out, { recursive: true })
for (const item of items) {
  const built = {
    $schema: 'https://ui.shadcn.com/schema/registry-item.json',
    ...item,
    registryDependencies: (item.registryDependencies ?? []).map((name) => `${values.base}/${name}.json`),
    files: item.files.map((file) => ({ ...file, content: readFileSync(here(file.path), 'utf8') })),
  }
  writeFileSync(join(values.out, `${item.name}.json`), `${JSON.stringify(built, null, 2)}\n`)
}
const index = {
  $schema: 'https://ui.shadcn.com/schema/registry.json',
  name: 'modelrunner-react',
  homepage: 'https://modelrunner.ai',
  items,
}
writeFileSync(join(values.out, 'registry.json'), `${JSON.stringify(index, null, 2)}\n`)
process.stdout.write(`${items.length} items in ${values.out}\n`)
