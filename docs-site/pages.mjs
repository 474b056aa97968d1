import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { root } from '../scripts/root.mjs'

/** Sections of the navigation, in order. Files are named from the repository's root; what exists and is named nowhere goes to "More". */
const SECTIONS = [
  { title: 'Start', files: ['README.md', 'docs/getting-started.md', 'docs/hooks.md', 'docs/glossary.md'] },
  {
    title: 'Build',
    files: [
      'docs/forms.md',
      'docs/outputs.md',
      'docs/chat.md',
      'docs/uploads.md',
      'docs/files.md',
      'docs/catalog.md',
      'docs/theming.md',
      'docs/appearance.md',
      'docs/parts.md',
      'docs/recipes.md',
      'docs/registry.md',
      'docs/devtools.md',
      'docs/migrating.md',
    ],
  },
  {
    title: 'Serve',
    files: [
      'docs/proxy.md',
      'docs/webhooks.md',
      'docs/scale.md',
      'docs/runtimes.md',
      'docs/doctor.md',
      'docs/threat-model.md',
      'docs/going-live.md',
    ],
  },
  { title: 'Servers', folder: 'docs/runtimes' },
  { title: 'Test', files: ['docs/testing.md', 'docs/emulator.md', 'docs/matrix.md'] },
  { title: 'Errors', folder: 'docs/errors' },
  {
    title: 'Project',
    files: [
      'CHANGELOG.md',
      'docs/versioning.md',
      'SECURITY.md',
      'CONTRIBUTING.md',
      'CODE_OF_CONDUCT.md',
      'docs/architecture.md',
      'docs/mutation.md',
      'docs/corpus.md',
      'bench/README.md',
    ],
  },
  { title: 'Decisions', folder: 'docs/decisions' },
]

/** Where the heading of a file does not say what it is. */
const TITLES = { 'README.md': 'Overview', 'CHANGELOG.md': 'Changelog' }

/** Every Markdown page of the site: `{ section, file, url, title, text }`, in the order of the navigation. */
export function readPages() {
  const named = new Set()
  const pages = []
  const add = (section, file) => {
    if (named.has(file) || !existsSync(new URL(file, root))) return
    named.add(file)
    const text = readFileSync(new URL(file, root), 'utf8')
    const title = TITLES[file] ?? /^# (.+)$/m.exec(text)?.[1] ?? file
    pages.push({ section, file, url: urlOf(file), title: title.replace(/[`*]/g, ''), text })
  }
  for (const { title, files, folder } of SECTIONS) {
    for (const file of files ?? markdownIn(folder)) add(title, file)
  }
  for (const file of markdownIn('docs')) add('More', file)
  return pages
}

/** Where a Markdown file stands in the site. */
export function urlOf(file) {
  if (file === 'README.md') return 'index.html'
  return file
    .replace(/^docs\//, '')
    .replace(/README\.md$/, 'index.html')
    .replace(/\.md$/, '.html')
    .toLowerCase()
}

function markdownIn(folder) {
  return readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .sort((a, b) => Number(b === 'README.md') - Number(a === 'README.md') || a.localeCompare(b))
    .map((name) => `${folder}/${name}`)
}
