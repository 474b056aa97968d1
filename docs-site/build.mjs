/**
 * `npm run docs`: builds the docs site into docs-site/dist: guides, API reference, Storybook, playground, search, llms.txt.
 * Static, and works from any folder. `--only pages` leaves out what takes long (API reference, Storybook, playground).
 */
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { root } from '../scripts/root.mjs'
import { llmsFullText, llmsText } from './llms.mjs'
import { readPages } from './pages.mjs'
import { createRenderer } from './render-page.mjs'
import { searchIndex } from './search-index.mjs'

const cwd = fileURLToPath(root)
const out = new URL('docs-site/dist/', root)
const onlyPages = process.argv.includes('--only') && process.argv.includes('pages')
const run = (command, ...words) => execFileSync('npx', [command, ...words], { cwd, stdio: 'inherit' })
const write = (path, text) => {
  const url = new URL(path, out)
  mkdirSync(dirname(fileURLToPath(url)), { recursive: true })
  writeFileSync(url, text)
}

rmSync(out, { recursive: true, force: true })
const pages = readPages()
const render = await createRenderer(pages)
for (const page of pages) {
  const { html, headings } = render(page)
  page.headings = headings
  write(page.url, html)
}
cpSync(new URL('docs/images', root), new URL('images', out), { recursive: true })
for (const name of ['site.css', 'site.js', 'search.js'])
  cpSync(new URL(`docs-site/${name}`, root), new URL(name, out))
cpSync(new URL('demo/public/icon.svg', root), new URL('icon.svg', out))
write('search-index.js', `export default ${JSON.stringify(JSON.stringify(searchIndex(pages)))}\n`)
cpSync(new URL('node_modules/minisearch/dist/es/index.js', root), new URL('minisearch.js', out))
write('llms.txt', llmsText(pages))
write('llms-full.txt', llmsFullText(pages))

if (!onlyPages) {
  run('typedoc', '--options', 'docs-site/typedoc.json')
  if (!existsSync(new URL('storybook-static/index.html', root))) run('storybook', 'build')
  cpSync(new URL('storybook-static', root), new URL('storybook', out), { recursive: true })
  run('vite', 'build', '--config', 'docs-site/playground/vite.config.ts', '--logLevel', 'warn')
}
process.stdout.write(`${pages.length} pages in docs-site/dist\n`)
