import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { pack, type Packed } from './pack.js'

const root = join(import.meta.dirname, '../..')
/** What an app installs beside React and TanStack Query, which it has. */
const MAX_BYTES = 6_000_000
const MAX_PACKAGES = 6

interface Manifest {
  dependencies?: Record<string, string>
}

let packed: Packed
beforeAll(() => {
  packed = pack()
})

/** The packages that npm installs with this one, each with its folder. */
function installed(): Map<string, string> {
  const found = new Map<string, string>()
  const waiting = [root]
  for (const folder of waiting) {
    const { dependencies = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest
    for (const name of Object.keys(dependencies)) {
      const nested = join(folder, 'node_modules', name)
      const place = existsSync(nested) ? nested : join(root, 'node_modules', name)
      if (found.has(name)) continue
      found.set(name, place)
      waiting.push(place)
    }
  }
  return found
}

const sizeOf = (folder: string): number =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => statSync(join(folder, path)))
    .reduce((sum, entry) => sum + (entry.isFile() ? entry.size : 0), 0)

it('an app installs few packages with it, and few bytes', () => {
  const sizes = [...installed()].map(([name, folder]): [string, number] => [name, sizeOf(folder)])
  const table = [['modelrunner-react', packed.unpackedSize] as const, ...sizes]
  const sum = table.reduce((all, [, size]) => all + size, 0)
  expect(sum, JSON.stringify(table)).toBeLessThanOrEqual(MAX_BYTES)
  expect(sizes.map(([name]) => name).length, JSON.stringify(table)).toBeLessThanOrEqual(MAX_PACKAGES)
})

it('code of the browser has source maps, and no file points to one that is not there', () => {
  const maps = new Set(packed.files.filter((path) => path.endsWith('.map')))
  const missing = packed.files.filter(
    (path) =>
      /^dist\/.*\.js$/.test(path) &&
      readFileSync(join(root, path), 'utf8').includes('//# sourceMappingURL=') &&
      !maps.has(`${path}.map`),
  )
  expect(missing).toEqual([])
  for (const part of ['client', 'components', 'context', 'devtools', 'hooks', 'protocol', 'shared']) {
    const unmapped = packed.files.filter(
      (path) =>
        path.startsWith(`dist/${part}/`) &&
        path.endsWith('.js') &&
        !maps.has(`${path}.map`) &&
        !isOnlyExports(readFileSync(join(root, path), 'utf8')),
    )
    expect(unmapped).toEqual([])
  }
})

it('each link of a page in it leads to a file in it, or to an address', () => {
  const shipped = new Set(packed.files.flatMap((path) => [path, ...foldersOf(path)]))
  const dead = packed.files
    .filter((path) => path.endsWith('.md'))
    .flatMap((path) =>
      linksOf(path)
        .filter((link) => !shipped.has(link))
        .map((link) => `${path}: ${link}`),
    )
  expect(dead).toEqual([])
})

/** Such a file has no line of its own to point to. */
const isOnlyExports = (code: string): boolean =>
  code.split('\n').every((line) => /^(import|export \{|\/\/|["']use client|$)/.test(line))

/** Where the relative links of a page lead to, by path inside the package. */
function linksOf(page: string): string[] {
  const text = readFileSync(join(root, page), 'utf8').replace(/```[\s\S]*?```/g, '')
  return [...text.matchAll(/\]\(([^)\s#]+)[^)]*\)/g)].flatMap(([, link = '']) =>
    /^[a-z]+:/i.test(link) ? [] : [decodeURI(new URL(link, `file:///${page}`).pathname.slice(1))],
  )
}

const foldersOf = (path: string): string[] =>
  path.split('/').map((_, index, parts) => parts.slice(0, index).join('/'))
