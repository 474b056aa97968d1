// @vitest-environment node
import { existsSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect, it } from 'vitest'
import { findCycle } from './support/find-cycle.js'
import { ENTRY, MODULES, OUTSIDE, PACKAGES } from './support/import-table.js'
import { readImports, sourceFiles, type Import } from './support/read-imports.js'
import { isAmong, moduleOf } from './support/module-of.js'

const root = join(import.meta.dirname, '..')
const src = join(root, 'src')
const shown = (path: string) => relative(root, path)
const imports = sourceFiles(src).flatMap(readImports)

/** The file that a relative specifier names; the source writes `.js` for what is `.ts` or `.tsx`. */
function target({ from, specifier }: Import): string {
  const path = join(dirname(from), specifier)
  const found = [path.replace(/\.js$/, '.ts'), path.replace(/\.js$/, '.tsx'), path].find((p) => existsSync(p))
  if (!found) throw new Error(`${shown(from)} imports ${specifier}, which is not there`)
  return found
}

const isRelative = ({ specifier }: Import) => specifier.startsWith('.')

it('lets modules import only what the table allows', () => {
  const strays = imports.filter(isRelative).flatMap((found) => {
    const from = moduleOf(relative(src, found.from))
    const to = moduleOf(relative(src, target(found)))
    if (from === to || from === ENTRY) return []
    const module = MODULES.find(({ folder }) => folder === from)
    const allowed = [...(module?.may ?? []), ...(found.typeOnly ? (module?.types ?? []) : [])]
    return isAmong(to, allowed) ? [] : [`${shown(found.from)} (${from}) → ${shown(target(found))} (${to})`]
  })
  expect(strays).toEqual([])
})

it('lets modules use only their own packages', () => {
  const strays = imports
    .filter((found) => !isRelative(found) && !found.typeOnly)
    .flatMap((found) => {
      const module = moduleOf(relative(src, found.from))
      const name = found.specifier.startsWith('node:')
        ? 'node'
        : found.specifier.split('/', found.specifier.startsWith('@') ? 2 : 1).join('/')
      return (PACKAGES[module] ?? []).includes(name) ? [] : [`${shown(found.from)} → ${found.specifier}`]
    })
  expect(strays).toEqual([])
})

/** The files that each file imports, by their paths below the root. */
function graphOf(found: readonly Import[]): Map<string, string[]> {
  const graph = new Map<string, string[]>()
  for (const each of found.filter(isRelative)) {
    const from = shown(each.from)
    graph.set(from, [...(graph.get(from) ?? []), shown(target(each))])
  }
  return graph
}

it('has no cycle of imports, those of types included', () => {
  expect(findCycle(graphOf(imports))).toBeUndefined()
})

it('uses the package from outside by its public names alone', () => {
  const strays = OUTSIDE.filter((folder) => folder !== 'bench' && existsSync(join(root, folder)))
    .flatMap((folder) => sourceFiles(join(root, folder)))
    .flatMap(readImports)
    .filter((found) => isRelative(found) && join(dirname(found.from), found.specifier).startsWith(src))
    .map((found) => `${shown(found.from)} → ${found.specifier}`)
  expect(strays).toEqual([])
})

it('finds a cycle where there is one', () => {
  const graph = new Map([
    ['a', ['b']],
    ['b', ['c']],
    ['c', ['b']],
  ])
  expect(findCycle(graph)).toEqual(['b', 'c', 'b'])
})
