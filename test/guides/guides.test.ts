// @vitest-environment node
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import * as main from 'modelrunner-react'
import * as emulator from 'modelrunner-react/emulator'
import * as proxy from 'modelrunner-react/proxy'
import * as redis from 'modelrunner-react/redis'
import * as webhooks from 'modelrunner-react/webhooks'

const docs = join(import.meta.dirname, '../../docs')
const ENTRIES: Record<string, object> = {
  'modelrunner-react': main,
  'modelrunner-react/emulator': emulator,
  'modelrunner-react/proxy': proxy,
  'modelrunner-react/redis': redis,
  'modelrunner-react/webhooks': webhooks,
}

const pages = [
  '../README.md',
  ...['.', 'errors'].flatMap((folder) =>
    readdirSync(join(docs, folder))
      .filter((name) => name.endsWith('.md'))
      .map((name) => join(folder, name)),
  ),
]

const theme = join(docs, '../src/theme')
const sheets = readdirSync(theme)
  .map((name) => readFileSync(join(theme, name), 'utf8'))
  .join('\n')

describe.each(pages)('docs/%s', (page) => {
  const text = readFileSync(join(docs, page), 'utf8')

  it('names only tokens that the theme has', () => {
    const named = new Set(text.match(/--mr-[a-z-]*[a-z]\b/g))
    expect([...named].filter((token) => !new RegExp(`var\\(\\s*${token}\\b`).test(sheets))).toEqual([])
  })

  // Its headings come from the sources (scripts/parts-docs.test.ts), internal components included.
  if (page === 'parts.md') return

  it('names only hooks, components and makers that there are', () => {
    const names =
      text.match(/(?<=`)((use|create|model[rR]unner)[A-Z]|to[A-Z]\w+Handler)\w*|(?<=`<)[A-Z]\w+/g) ?? []
    const all = Object.values(ENTRIES).flatMap((entry) => Object.keys(entry))
    expect(names.filter((name) => !all.includes(name))).toEqual([])
  })

  it('shows code that can be read, with imports that exist', () => {
    for (const [, code = ''] of text.matchAll(/^```tsx?\n([\s\S]*?)^```/gm)) {
      for (const [, names = '', from = ''] of code.matchAll(/import \{([^}]+)\} from '([^']+)'/g)) {
        const entry = ENTRIES[from]
        if (!entry) continue
        for (const name of names
          .split(',')
          .map((each) => each.trim())
          .filter((each) => !/^(type .*)?$/.test(each)))
          expect(entry, from).toHaveProperty(name)
      }
      const { diagnostics = [] } = ts.transpileModule(code, {
        reportDiagnostics: true,
        fileName: 'block.tsx',
        compilerOptions: { target: ts.ScriptTarget.ESNext, jsx: ts.JsxEmit.Preserve },
      })
      expect(
        diagnostics.map(({ messageText }) => messageText),
        code,
      ).toEqual([])
    }
  })
})

it('shows the test that is really run', () => {
  const code = readFileSync(join(import.meta.dirname, 'own-app.test.tsx'), 'utf8')
  expect(readFileSync(join(docs, 'testing.md'), 'utf8')).toContain(code)
})
