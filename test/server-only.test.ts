// @vitest-environment node
import { execFileSync } from 'node:child_process'
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build as buildWithEsbuild } from 'esbuild'
import { rolldown } from 'rolldown'
import { build as buildWithVite } from 'vite'
import { afterAll, describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')
/** Server entries of the package: those that browsers are kept from. */
const GUARDED = readdirSync(join(root, 'server-only')).map((file) => file.replace('.js', ''))

const folder = mkdtempSync(join(tmpdir(), 'server-only-'))
mkdirSync(join(folder, 'node_modules'))
symlinkSync(root, join(folder, 'node_modules/modelrunner-react'), 'dir')
afterAll(() => rmSync(folder, { recursive: true }))

/** A page's module that imports a server entry. */
function page(entry: string): string {
  const file = join(folder, `${entry}.js`)
  writeFileSync(file, `import * as server from 'modelrunner-react/${entry}'\nconsole.log(server)\n`)
  return file
}

const BUNDLERS: Record<string, (file: string) => Promise<unknown>> = {
  Vite: (input) =>
    buildWithVite({
      root: folder,
      configFile: false,
      logLevel: 'silent',
      build: { write: false, rolldownOptions: { input } },
    }),
  esbuild: (file) =>
    buildWithEsbuild({ entryPoints: [file], bundle: true, write: false, format: 'esm', logLevel: 'silent' }),
  Rolldown: async (input) => (await rolldown({ input, platform: 'browser', cwd: folder })).generate(),
}

describe.each(GUARDED)('modelrunner-react/%s in a page', (entry) => {
  it.each(Object.entries(BUNDLERS))('fails to build in %s, and the error says why', async (_, build) => {
    const error = await build(page(entry)).then(
      () => 'it was built',
      (thrown: unknown) => String(thrown),
    )
    expect(error).toContain(`modelrunner-react-${entry}-is-server-code`)
  })

  it('is found by every server runtime, its own conditions before the one of browsers', () => {
    const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      exports: Record<string, Record<string, string>>
    }
    const conditions = Object.keys(exports[`./${entry}`] ?? {})
    expect(conditions.indexOf('browser')).toBeGreaterThan(conditions.indexOf('edge-light'))
    expect(conditions.indexOf('browser')).toBeGreaterThan(conditions.indexOf('workerd'))
    expect(conditions.at(-1)).toBe('default')
    const found = execFileSync(
      process.execPath,
      ['--input-type=module', '-e', `console.log(import.meta.resolve('modelrunner-react/${entry}'))`],
      { cwd: folder, encoding: 'utf8' },
    )
    expect(found.trim()).toContain(`/${exports[`./${entry}`]?.['default']?.slice(2)}`)
  })
})
