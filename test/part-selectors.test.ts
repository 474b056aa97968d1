// @vitest-environment node
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const filesOf = (folder: string, ending: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending))
    .map((file) => `${folder}/${file}`)

/** What several components have in common is meant for all of them. */
const SHARED = /(?:looks|controls|surfaces|narrow|forced-colors)\.css$/

/** Which components have a part of a name. */
function ownersOfParts(): Map<string, Set<string>> {
  const owners = new Map<string, Set<string>>()
  for (const file of filesOf('src/components', '.tsx')) {
    if (file.includes('.test.')) continue
    const component = file.split('/')[2] ?? ''
    for (const [, plain, chosen = ''] of readFileSync(file, 'utf8').matchAll(
      /part=(?:"(\w+)"|\{([^}]*)\})/g,
    )) {
      const names =
        plain === undefined ? [...chosen.matchAll(/'(\w+)'/g)].map(([, name = '']) => name) : [plain]
      for (const name of names) owners.set(name, (owners.get(name) ?? new Set()).add(component))
    }
  }
  return owners
}

test('a style that names a part alone, without its component, names one that no other component has', () => {
  const owners = ownersOfParts()
  const ambiguous = filesOf('src/theme', '.css')
    .filter((file) => !SHARED.test(file))
    .flatMap((file) => {
      const css = readFileSync(file, 'utf8').replace(/\/\*[^]*?\*\//g, '')
      return [...css.matchAll(/([^{}]+)\{/g)]
        .map(([, selector = '']) => selector.trim())
        .filter((selector) => !selector.startsWith('@') && !/\[data-(?!mr-part)/.test(selector))
        .filter((selector) => {
          const names = [...selector.matchAll(/data-mr-part='(\w+)'/g)].map(([, name = '']) => name)
          return names.length > 0 && !names.some((name) => (owners.get(name)?.size ?? 1) === 1)
        })
        .map((selector) => `${file}: ${selector}`)
    })
  expect(owners.get('textarea')).toEqual(new Set(['schema-form']))
  expect(ambiguous).toEqual([])
})
