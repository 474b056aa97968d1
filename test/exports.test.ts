// @vitest-environment node
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'

const ENTRIES = {
  'modelrunner-react': 'src/index.ts',
  'modelrunner-react/proxy': 'src/proxy/index.ts',
  'modelrunner-react/redis': 'src/proxy/redis.ts',
  'modelrunner-react/webhooks': 'src/webhooks/index.ts',
  'modelrunner-react/devtools': 'src/devtools/index.ts',
  'modelrunner-react/devtools/production': 'src/devtools/production.ts',
  'modelrunner-react/emulator': 'src/emulator/index.ts',
  'modelrunner-react/emulator (browser)': 'src/emulator/index.browser.ts',
}

/** Every name that an entry exports, types marked; it throws where an entry hides names behind `export *`. */
function exportsOf(path: string): string[] {
  const file = ts.createSourceFile(
    path,
    readFileSync(join(import.meta.dirname, '..', path), 'utf8'),
    ts.ScriptTarget.Latest,
  )
  return file.statements
    .flatMap((statement) => {
      if (!ts.isExportDeclaration(statement)) return []
      const names = statement.exportClause
      if (!names || !ts.isNamedExports(names)) throw new Error(`${path} exports names without naming them`)
      return names.elements.map(
        ({ isTypeOnly, name }) => `${statement.isTypeOnly || isTypeOnly ? 'type ' : ''}${name.text}`,
      )
    })
    .sort()
}

describe.each(Object.entries(ENTRIES))('%s', (name, path) => {
  it('exports what it did; adding is fine (-u), removing breaks apps', () => {
    expect(exportsOf(path)).toMatchSnapshot(name)
  })
})

it('gives both platforms of the emulator the same names', () => {
  const node = exportsOf(ENTRIES['modelrunner-react/emulator'])
  expect(exportsOf(ENTRIES['modelrunner-react/emulator (browser)'])).toEqual(node)
})
