// @vitest-environment node
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')

/** What an interface itself names, without what it extends. */
function namesOf(path: string, name: string): string[] {
  const source = ts.createSourceFile(path, read(path), ts.ScriptTarget.ESNext, true)
  const found = source.statements.find(
    (each) => ts.isInterfaceDeclaration(each) && each.name.text === name,
  ) as ts.InterfaceDeclaration | undefined
  return (found?.members ?? []).flatMap((member) =>
    member.name && ts.isIdentifier(member.name) ? [member.name.text] : [],
  )
}

it.each([
  ['docs/hooks.md', 'src/client/config.ts', 'ClientOptions'],
  ['docs/hooks.md', 'src/context/ModelRunnerProvider.tsx', 'ModelRunnerProviderProps'],
  ['docs/hooks.md', 'src/client/runs/submit-options.ts', 'SubmitOptions'],
  ['docs/hooks.md', 'src/client/runs/submit-options.ts', 'SubmitCallbacks'],
  ['docs/hooks.md', 'src/hooks/useRequest.ts', 'UseRequestOptions'],
  ['docs/uploads.md', 'src/client/uploads/upload-options.ts', 'UploadOptions'],
  ['docs/files.md', 'src/client/queries/files-query.ts', 'FileFilters'],
  ['docs/catalog.md', 'src/client/queries/models-query.ts', 'ModelFilters'],
  ['docs/catalog.md', 'src/client/queries/requests-query.ts', 'RequestFilters'],
  ['docs/proxy.md', 'src/proxy/options.ts', 'ProxyOptions'],
  ['docs/emulator.md', 'src/emulator/emulator.ts', 'EmulatorOptions'],
  ['docs/emulator.md', 'src/emulator/emulator.ts', 'EmulatorSettings'],
  ['docs/emulator.md', 'src/emulator/emulator.ts', 'Emulator'],
  ['docs/emulator.md', 'src/emulator/faults/fault.ts', 'Fault'],
  ['docs/emulator.md', 'src/emulator/faults/fault.ts', 'StreamFault'],
  ['docs/proxy.md', 'src/proxy/options.ts', 'ProxyEvent'],
  ['docs/errors/README.md', 'src/client/errors/model-runner-error.ts', 'ModelRunnerErrorInit'],
])('%s names each part of %s, %s', (page, path, name) => {
  const prose = read(page).replace(/^```[\s\S]*?^```/gm, '')
  const named = new Set(
    [...prose.matchAll(/`([^`]+)`/g)].flatMap(([, code = '']) => code.match(/\w+/g) ?? []),
  )
  const options = namesOf(path, name).filter((each) => each !== 'children')
  expect(options).not.toEqual([])
  expect(options.filter((each) => !named.has(each))).toEqual([])
})
