// @vitest-environment node
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { llmsText } from '../../docs-site/llms.mjs'
import { readPages } from '../../docs-site/pages.mjs'
import { createRenderer } from '../../docs-site/render-page.mjs'
import { find } from '../../docs-site/search.js'
import { searchIndex } from '../../docs-site/search-index.mjs'

const root = join(import.meta.dirname, '../..')

/** What a reader wants, in their words; where it is described; a name that the answer cannot do without. */
const TASKS: [words: string, page: string, name: RegExp][] = [
  ['protect the proxy', 'docs/proxy.md', /authorize/],
  ['theme to a brand', 'docs/theming.md', /--mr-accent/],
  ['German', 'docs/theming.md', /modelrunner-react\/messages\/de/],
  ['own form with useRequest', 'docs/hooks.md', /useRequest\(/],
  ['uploads with resume', 'docs/uploads.md', /useUpload/],
  ['chat', 'docs/chat.md', /useChat\(/],
  ['spend limit', 'docs/proxy.md', /spendPerDay/],
  ['webhook', 'docs/webhooks.md', /createWebhookHandler/],
  ['test with the emulator', 'docs/testing.md', /createEmulator/],
  ['two processes', 'docs/scale.md', /createRedisStore/],
]

/** As many as the site lists. */
const SEEN = 12

interface Page {
  file: string
  title: string
  url: string
  text: string
  headings?: unknown
}
let pages: Page[]
let index: ReturnType<typeof searchIndex>
beforeAll(async () => {
  pages = readPages() as Page[] // plain script
  const render = await createRenderer(pages)
  for (const page of pages) page.headings = (render(page) as { headings: unknown }).headings // plain script
  index = searchIndex(pages)
}, 60_000)

it.each(TASKS)('“%s” finds %s', (words, file, name) => {
  const hits = (find(index, words) as unknown as { url: string }[]).slice(0, SEEN) // plain script
  const page = pages.find((each) => each.file === file)
  expect(hits.map(({ url }) => url.split('#')[0])).toContain(page?.url)
  expect(page?.text).toMatch(name)
})

it('the overview and llms.txt, which are in the package, lead to each of these pages', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8')
  const published = llmsText(pages, '../')
  for (const [, file] of TASKS) {
    expect(readme).toContain(`](${file}`)
    expect(published).toContain(`](../${file})`)
  }
})

it('each page says in its first line what it is for, and llms.txt repeats it', () => {
  const lines = llmsText(pages, '../')
    .split('\n')
    .filter((line) => line.includes('](../docs/'))
  const bare = lines.filter((line) => /\]\([^)]*\): *$|: (import|export|const|npm|npx) /.test(line))
  expect(bare).toEqual([])
})
