import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, posix } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { pack, type Packed } from './pack.js'

const root = join(import.meta.dirname, '../..')
const bin = (name: string) => join(root, 'node_modules/.bin', name)
let packed: Packed
let folder: string

/** The files of the unpacked package, by path. */
function texts(ending: RegExp, below = folder): [path: string, text: string][] {
  return readdirSync(below).flatMap((name) => {
    const path = join(below, name)
    if (statSync(path).isDirectory()) return texts(ending, path)
    return ending.test(name) ? [[path.slice(folder.length + 1), readFileSync(path, 'utf8')] as const] : []
  }) as [string, string][]
}

/** A module and what it imports, as far as a server goes: a client module is only referred to, not run. */
function reached(path: string, files: ReadonlyMap<string, string>, seen = new Set<string>()): string[] {
  const text = files.get(path)
  if (text === undefined || seen.has(path) || /^["']use client["']/.test(text)) return [...seen]
  seen.add(path)
  for (const [, specifier = ''] of text.matchAll(/from "(\.[^"]+)"/g)) {
    reached(posix.join(posix.dirname(path), specifier), files, seen)
  }
  return [...seen]
}

function run(command: string, ...words: string[]): string {
  const { status, stdout, stderr } = spawnSync(command, words, { cwd: root, encoding: 'utf8' })
  return status === 0 ? '' : `${stdout}${stderr}`
}

beforeAll(() => {
  packed = pack()
  folder = join(mkdtempSync(join(tmpdir(), 'modelrunner-react-')), 'package')
  execFileSync('tar', ['-xzf', packed.tarball, '-C', join(folder, '..')])
})

it('is what publint asks for', () => {
  expect(run(bin('publint'), 'run', packed.tarball, '--strict')).toBe('')
})

it('has types that every resolver finds', () => {
  const words = [
    '--profile',
    'esm-only',
    '--exclude-entrypoints',
    'styles.css',
    'styles.unlayered.css',
    '--no-definitely-typed',
  ]
  expect(run(bin('attw'), packed.tarball, ...words)).toBe('')
})

it('brings a command that runs as it is built', () => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  const main = join(root, 'dist/cli/main.js')
  expect(execFileSync(process.execPath, [main, '--version'], { encoding: 'utf8' }).trim()).toBe(version)
  const { status, stderr } = spawnSync(process.execPath, [main, 'emulate'], { encoding: 'utf8' })
  expect(status).toBe(2)
  expect(stderr).toContain('Usage: modelrunner-react <command>')
})

describe('what it holds', () => {
  it('is the built package, its licence, its README and the docs they link to', () => {
    const strange = packed.files.filter(
      (path) =>
        !/^(dist\/|server-only\/|docs\/|package\.json$|README\.md$|LICENSE$|CHANGELOG\.md$|SECURITY\.md$)/.test(
          path,
        ) || /\.test\.|\/testing\//.test(path),
    )
    expect(strange).toEqual([])
    expect(packed.files).toContain('dist/styles.css')
  })

  it('can be imported by a server component: all that needs React lies behind "use client"', () => {
    const files = new Map(texts(/\.js$/))
    const onServer = reached('dist/index.js', files)
    expect(onServer.filter((path) => /from "react"/.test(files.get(path) ?? ''))).toEqual([])
    expect(onServer.length).toBeGreaterThan(1)
  })

  it('keeps server code out of the browser and React out of the server', () => {
    const js = texts(/\.js$/)
    const server = /^dist\/(proxy|webhooks|emulator|cli)\//
    const strays = [
      ...js.filter(([path, text]) => !server.test(path) && /from "node:/.test(text)),
      ...js.filter(([path, text]) => server.test(path) && /from "(react|@tanstack)/.test(text)),
    ].map(([path]) => path)
    expect(strays).toEqual([])
  })

  it('names in its types only what npm installs with it: anything else is any under a strict package manager', () => {
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, object>
    const declared = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })
    // Examples in comments import what an app has.
    const named = texts(/\.d\.ts$/).flatMap(([, text]) =>
      [...text.replace(/\/\*[\s\S]*?\*\//g, '').matchAll(/(?:from |import\()["']([^.'"][^'"]*)["']/g)].map(
        ([, name = '']) => name,
      ),
    )
    const strays = new Set(
      named.filter(
        (name) => !name.startsWith('node:') && !declared.some((known) => `${name}/`.startsWith(`${known}/`)),
      ),
    )
    expect([...strays]).toEqual([])
  })

  it('types nothing as any', () => {
    const loose = texts(/\.d\.ts$/)
      .filter(([, text]) => /[:<|&,]\s*any\b(?!\w)/.test(text.replace(/\/\*[\s\S]*?\*\//g, '')))
      .map(([path]) => path)
    expect(loose).toEqual([])
  })

  it('prints nothing', () => {
    const loud = texts(/\.js$/)
      // What others wrote and is built in prints for its own reasons.
      .filter(
        ([path, text]) =>
          !/^dist\/(cli|emulator|vendor)\//.test(path) && /\bconsole\.(log|info|debug)\(/.test(text),
      )
      .map(([path]) => path)
    expect(loud).toEqual([])
  })
})
