// @vitest-environment node
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { builtInModels } from '../../src/emulator/catalog/built-in-models.js'
import { DEFAULT_SETTINGS } from '../../src/emulator/emulator.js'

const ROOT = join(import.meta.dirname, '../..')
const guide = readFileSync(join(ROOT, 'docs/emulator.md'), 'utf8')

/** The rows of a section's tables, cell by cell. */
const rowsOf = (heading: string) =>
  (guide.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '')
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split(' | ').map((cell) => cell.replace(/^\| |\|$/g, '').trim()))

const codesOf = (text = '') => [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code)
const isTest = (id: string) => id.startsWith('test/')
const ids = builtInModels.map(({ id }) => id)

describe('docs/emulator.md', () => {
  it('lists the models that there are', () => {
    expect(rowsOf('Models').flatMap(([id]) => codesOf(id))).toEqual(ids.filter((id) => !isTest(id)))
  })

  it('names what each is paid by', () => {
    const words = (mode = '') => mode.replace(/^(resolution|megapixel)_tiered$/, 'by $1').replaceAll('_', ' ')
    for (const row of rowsOf('Models')) {
      const model = builtInModels.find(({ id }) => row[0] === `\`${id}\``)
      expect(row.at(-1)?.replace(/s$/, ''), row[0]).toBe(words(model?.rateCard?.pricingMode))
    }
  })

  it('lists the test endpoints that there are', () => {
    const named = rowsOf('Test endpoints').flatMap(([id]) => codesOf(id))
    expect(named.toSorted()).toEqual(ids.filter(isTest).toSorted())
  })

  it('names the routes that faults can be given for', () => {
    const source = readFileSync(join(ROOT, 'src/emulator/faults/fault.ts'), 'utf8')
    const type = /^export type RouteName =\n[\s\S]*?\n\n/m.exec(source)?.[0] ?? ''
    const routes = [...type.matchAll(/\| '(.+)'/g)].map(([, route]) => route)
    const named = codesOf(/^Routes: [\s\S]*?\n\n/m.exec(guide)?.[0])
    expect(named.toSorted()).toEqual(routes.toSorted())
  })

  it('gives the defaults of its settings', () => {
    const defaults: Record<string, unknown> = DEFAULT_SETTINGS
    for (const [names, , given = ''] of rowsOf('Settings'))
      for (const name of codesOf(names)) {
        const [code] = given.startsWith('`') ? codesOf(given) : []
        if (code) expect(code.replaceAll("'", ''), name).toBe(shown(defaults[name]))
      }
  })
})

const shown = (value: unknown) => (Array.isArray(value) ? JSON.stringify(value) : String(value))
