// @vitest-environment node
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')
const readme = readFileSync(join(root, 'README.md'), 'utf8')

const QUICK_STARTS = [
  { title: 'Quick start: Next.js (app router)', fixture: 'next-app' },
  { title: 'Quick start: Vite + Hono', fixture: 'vite-app' },
]

/** What a fixture has for the test's sake alone: the emulator's address, its key, a port that is free. */
const FOR_THE_TEST: [string, string][] = [
  ['process.env.EMULATOR_URL ?? ', ''],
  ['process.env.MODELRUNNER_KEY ?? ', ''],
  ['Number(PORT)', '3000'],
]

/** The lines of code, however it is laid out and commented. */
function linesOf(code: string): string[] {
  const { outputText } = ts.transpileModule(code, {
    compilerOptions: {
      target: ts.ScriptTarget.ESNext,
      module: ts.ModuleKind.ESNext,
      jsx: ts.JsxEmit.ReactJSX,
      removeComments: true,
    },
    fileName: 'block.tsx',
  })
  return outputText
    .split('\n')
    .map((line) => line.trim().replace(/^return \((.*)\);$/, 'return $1;'))
    .filter(Boolean)
}

describe.each(QUICK_STARTS)('$title', ({ title, fixture }) => {
  const section = readme.split(`## ${title}\n`)[1]?.split('\n## ')[0] ?? ''
  const folder = join(root, 'e2e/fixtures', fixture)
  const blocks = [...section.matchAll(/```(?:tsx?|js)\n\/\/ (\S+)\n([\s\S]*?)```/g)].map(
    ([, path = '', code = '']) => ({ path, code }),
  )

  it('shows a proxy route and a page', () => {
    expect(blocks.length).toBeGreaterThan(1)
    expect(section).toContain('npm run dev')
  })

  it.each(blocks)('$path is what the fixture runs', ({ path, code }) => {
    const run = FOR_THE_TEST.reduce(
      (text, [extra, plain]) => text.replace(extra, plain),
      readFileSync(join(folder, path), 'utf8'),
    )
    const left = linesOf(run)
    for (const line of linesOf(code)) {
      const at = left.indexOf(line)
      expect(left, 'not in the fixture, or in another order').toContain(line)
      left.splice(0, at + 1)
    }
  })

  it('installs what the fixture needs', () => {
    const named = /npm install (.+)/.exec(section)?.[1]?.split(' ') ?? []
    const { dependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>
    }
    const existing = ['react', 'react-dom', 'next'] // what an app of that kind has
    expect(named.toSorted()).toEqual(
      [
        'modelrunner-react',
        ...Object.keys(dependencies).filter((name) => !existing.includes(name)),
      ].toSorted(),
    )
  })
})
