// @vitest-environment node
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { expect, it } from 'vitest'
import * as library from 'modelrunner-react'
import * as proxy from 'modelrunner-react/proxy'

const ROOT = join(import.meta.dirname, '../..')
const NAMES = join(import.meta.dirname, 'snippet-names.d.ts')

/** What a piece may name without importing it. */
const KNOWN: Record<string, string[]> = {
  'modelrunner-react': Object.keys(library),
  'modelrunner-react/proxy': Object.keys(proxy),
  './snippet-names.js': [...readFileSync(NAMES, 'utf8').matchAll(/^export declare const (\w+)/gm)].map(
    ([, name = '']) => name,
  ),
}

interface Snippet {
  page: string
  path: string
  module: string
}

const pages = [
  'README.md',
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
]

/** The files of the README's quick starts are held to their fixtures, which are type-checked and run. */
const isFile = (code: string) => /^\/\/ (src|app)\//.test(code)
/** So are the recipes for SDKs, whose packages are not installed here. */
const isRecipe = (code: string) => /^\/\/ with-[\w-]+\.ts\n/.test(code)

const snippets = pages.flatMap((page): Snippet[] => {
  const text = readFileSync(join(ROOT, page), 'utf8')
  return [...text.matchAll(/^```tsx?\n([\s\S]*?)^```/gm)]
    .filter(([, code = '']) => !isRecipe(code) && (page !== 'README.md' || !isFile(code)))
    .map(({ 1: code = '', index }) => {
      const line = text.slice(0, index).split('\n').length
      const path = join(import.meta.dirname, `${page.replaceAll('/', '-')}-${line}.tsx`)
      return { page: `${page}:${line}`, path, module: moduleOf(code) }
    })
})

/** A piece as a module: the imports that it leaves out, its own, and the rest as a function's, where hooks and `return` may stand. */
function moduleOf(code: string): string {
  const own = code.match(/^import .*$/gm) ?? []
  const missing = Object.entries(KNOWN).map(([from, names]) => {
    const used = names.filter((name) => new RegExp(`\\b${name}\\b`).test(code))
    return `import { ${used.filter((name) => !isOwn(name, code)).join(', ')} } from '${from}'`
  })
  const rest = code.replace(/^import .*$/gm, '')
  const body = /^(export|declare) /m.test(rest) ? rest : `export async function Piece() {\n${rest}\n}`
  return [...missing, ...own, body].join('\n')
}

/** Imported or declared by the piece itself. */
function isOwn(name: string, code: string): boolean {
  return new RegExp(`^(import .*|(export )?(const|function) )\\b${name}\\b`, 'm').test(code)
}

function problemsOf(): Map<string, string[]> {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), ts.sys.readFile)
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, ROOT)
  const host = ts.createCompilerHost(options)
  const modules = new Map(snippets.map(({ path, module }) => [path, module]))
  const onDisk = { fileExists: host.fileExists, readFile: host.readFile, getSourceFile: host.getSourceFile }
  host.fileExists = (path) => modules.has(path) || onDisk.fileExists(path)
  host.readFile = (path) => modules.get(path) ?? onDisk.readFile(path)
  host.getSourceFile = (path, ...rest) => {
    const module = modules.get(path)
    return module === undefined
      ? onDisk.getSourceFile(path, ...rest)
      : ts.createSourceFile(path, module, ts.ScriptTarget.ESNext, true)
  }
  const program = ts.createProgram([...modules.keys()], options, host)
  return new Map(
    snippets.map(({ page, path }) => [
      page,
      [
        ...program.getSyntacticDiagnostics(program.getSourceFile(path)),
        ...program.getSemanticDiagnostics(program.getSourceFile(path)),
      ].map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n')),
    ]),
  )
}

it('code in the docs holds under the type checker', { timeout: 120_000 }, () => {
  expect(snippets.length).toBeGreaterThan(30)
  const wrong = [...problemsOf()].filter(([, problems]) => problems.length > 0)
  expect(Object.fromEntries(wrong)).toEqual({})
})
