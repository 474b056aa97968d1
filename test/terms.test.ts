// @vitest-environment node
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')
const files = execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' })
  .split('\n')
  .filter((file) => file && existsSync(join(root, file)))
const read = (file: string) => readFileSync(join(root, file), 'utf8')

/** Words that this project does not use for its concepts, with what it uses instead (docs/glossary.md). */
const REPLACEMENTS: Readonly<Record<string, string>> = {
  news: 'update, event',
  tell: 'emit, notify, report',
  tells: 'emits, notifies, reports',
  told: 'emitted, notified, reported',
  untold: 'unreported',
  heard: 'received',
  hears: 'receives, is notified',
  unheard: 'missed',
  anew: 'again; refetch, restart',
  begun: 'started',
  person: 'user',
  persons: 'users',
  people: 'users',
  film: 'video',
  films: 'videos',
  room: 'module, capacity, space',
  rooms: 'modules',
  stranger: 'unknown, foreign',
  strangers: 'unknown, foreign',
  words: 'text, label',
  picture: 'image',
  pictures: 'images',
}

const ANY_TERM = new RegExp(Object.keys(REPLACEMENTS).join('|'), 'i')

/** Public names, formats that browsers have stored, and words of their own meaning. */
const IDENTIFIER_EXCEPTIONS = new Set([
  'src/devtools/panels/StoragePanel.tsx: told', // a kind of stored record
  'maskPictureFailed', // Messages
  'maskNeedsPicture', // Messages
  'picture', // a part of <MaskEditor>
  'isTold', // a field of stored records
])
/** Where "words" are those of a language, or of 32 bits. */
const WORDS_OF_TEXT = /^src\/emulator\/|^src\/shared\/accepts\.ts$|^src\/proxy\/json-text\.ts$/
/** The simulated user of the simulations. */
const SIMULATION = /^test\/(proxy-)?simulation\/|^test\/support\/|^e2e\/soak\//

const wordsOf = (name: string) =>
  name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)

const advice = (found: readonly string[]) =>
  found.map((word) => `"${word}" → ${REPLACEMENTS[word] ?? ''}`).join('; ')

function termsIn(text: string): string[] {
  return [...new Set(wordsOf(text).filter((word) => Object.hasOwn(REPLACEMENTS, word)))]
}

function sourceOf(file: string) {
  const kind = file.endsWith('x') ? ts.ScriptKind.TSX : undefined
  return ts.createSourceFile(file, read(file), ts.ScriptTarget.ESNext, true, kind)
}

function visitAll(node: ts.Node, visit: (node: ts.Node) => void) {
  visit(node)
  ts.forEachChild(node, (child) => visitAll(child, visit))
}

/** Most files have none of the words, and need no parsing. */
const mayHaveTerms = (file: string) => ANY_TERM.test(read(file))

/** Names that a file declares, not those that it only uses. */
function declaredIn(file: string): string[] {
  if (!mayHaveTerms(file)) return []
  const names = new Set<string>()
  visitAll(sourceOf(file), (node) => {
    if (!ts.isIdentifier(node) && !ts.isPrivateIdentifier(node)) return
    const { parent } = node
    if ('name' in parent && parent.name === node && !ts.isPropertyAccessExpression(parent))
      names.add(node.text)
  })
  return [...names]
}

function titlesIn(file: string): string[] {
  if (!mayHaveTerms(file)) return []
  const titles: string[] = []
  visitAll(sourceOf(file), (node) => {
    if (!ts.isCallExpression(node)) return
    let callee: ts.Expression = node.expression
    while (ts.isCallExpression(callee) || ts.isPropertyAccessExpression(callee)) callee = callee.expression
    const [title] = node.arguments
    const isTest = ts.isIdentifier(callee) && ['it', 'test', 'describe'].includes(callee.text)
    if (isTest && title && (ts.isStringLiteralLike(title) || ts.isTemplateExpression(title)))
      titles.push(
        title
          .getText()
          .slice(1, -1)
          .replace(/\$\{[^}]*\}|\$\w+/g, ''),
      )
  })
  return titles
}

/** Words of plain English in sentences; as names they were concepts. */
const PLAIN = ['tell', 'tells', 'room', 'words']

const inSentences = (text: string) => termsIn(text).filter((term) => !PLAIN.includes(term))

/** What a page says, without code. */
const proseOf = (file: string) => read(file).replace(/^```[\s\S]*?^```|`[^`\n]*`|\]\([^)]*\)/gm, '')

const isSource = (file: string) => /^src\/.*\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file)
const isTestFile = (file: string) => /\.(test|spec)\.tsx?$/.test(file)

describe('terms', { timeout: 60_000 }, () => {
  it('finds them in camel case, in constants and in file names', () => {
    expect(termsIn('applyRequestNews')).toEqual(['news'])
    expect(termsIn('MAX_TOLD')).toEqual(['told'])
    expect(termsIn('status-words.ts')).toEqual(['words'])
    expect(termsIn('forewords, newsletter')).toEqual([])
  })

  it('are those of the glossary in identifiers', () => {
    const found = files.filter(isSource).flatMap((file) =>
      declaredIn(file)
        .filter((name) => !IDENTIFIER_EXCEPTIONS.has(name) && !IDENTIFIER_EXCEPTIONS.has(`${file}: ${name}`))
        .map((name) => ({ name, terms: termsIn(name) }))
        .map(({ name, terms }) => ({
          name,
          terms: WORDS_OF_TEXT.test(file) ? terms.filter((term) => term !== 'words') : terms,
        }))
        .filter(({ terms }) => terms.length)
        .map(({ name, terms }) => `${file}: ${name} (${advice(terms)})`),
    )
    expect(found).toEqual([])
  })

  it('are those of the glossary in file names', () => {
    const found = files
      .filter((file) => /\.(tsx?|mjs|css|md|mdx)$/.test(file) && !SIMULATION.test(file))
      .map((file) => ({ file, terms: termsIn(basename(file)) }))
      .filter(({ terms }) => terms.length)
      .map(({ file, terms }) => `${file} (${advice(terms)})`)
    expect(found).toEqual([])
  })

  it('are those of the glossary in titles of tests', () => {
    const found = files.filter(isTestFile).flatMap((file) =>
      titlesIn(file)
        // The text that a user reads: "words" in it are words.
        .map((title) => ({ title, terms: termsIn(title).filter((term) => term !== 'words') }))
        .filter(({ terms }) => terms.length)
        .map(({ title, terms }) => `${file}: ${title} (${advice(terms)})`),
    )
    expect(found).toEqual([])
  })

  it('are those of the glossary in the docs', () => {
    const pages = files.filter((file) => /^docs\/.*\.md$|^(README|CONTRIBUTING|SECURITY)\.md$/.test(file))
    expect(pages.length).toBeGreaterThan(30)
    const found = pages
      .map((file) => ({ file, terms: inSentences(proseOf(file)) }))
      .filter(({ terms }) => terms.length)
      .map(({ file, terms }) => `${file} (${advice(terms)})`)
    expect(found).toEqual([])
  })
})

it('the glossary defines what docs and code use', () => {
  const glossary = read('docs/glossary.md')
  const terms = [
    'run',
    'request',
    'endpoint',
    'outcome',
    'phase',
    'snapshot',
    'update',
    'envelope',
    'client id',
  ]
  for (const term of [...terms, 'owner tag', 'presigned URL', 'user isolation', 'reconcile'])
    expect(glossary).toMatch(new RegExp(`^\\| [^|]*\\*\\*${term}\\*\\*`, 'm'))
  expect(glossary.match(/^\| \*\*part\*\* \(of (a component|an upload)\)/gm)).toHaveLength(2)
})
