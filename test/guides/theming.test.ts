// @vitest-environment node
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')
const guide = readFileSync(join(ROOT, 'docs/theming.md'), 'utf8')
const sheets = readdirSync(join(ROOT, 'src/theme')).map((name) =>
  readFileSync(join(ROOT, 'src/theme', name), 'utf8'),
)
const tokens = readFileSync(join(ROOT, 'src/theme/tokens.css'), 'utf8')

const declarationsOf = (rule = '') => rule.match(/--[\w-]+: [^;]+;/g) ?? []
const codesOf = (text = '') => [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code)

describe('docs/theming.md', () => {
  it('gives the defaults of the base tokens', () => {
    const given = [...guide.matchAll(/^\| `(--mr-[\w-]+)` \| `([^`]+)` \|/gm)]
    expect(given.length).toBeGreaterThan(5)
    for (const [, token, value] of given) expect(tokens).toContain(`  ${token}: ${value};`)
    expect(guide).toContain('| `--mr-leading`, `--mr-weight`, `--mr-weight-strong` | 1.5, 500, 600 |')
    for (const rest of ['leading: 1.5', 'weight: 500', 'weight-strong: 600']) {
      expect(tokens).toContain(`  --mr-${rest};`)
    }
  })

  it('shows the terminal preset as the stylesheet has it', () => {
    const rule = /^\[data-mr-preset='terminal'\] {[^}]*}/m.exec(guide)?.[0]
    const real = /^:where\(\[data-mr-preset='terminal'\]\) {[^}]*}/m.exec(tokens)?.[0]
    expect(declarationsOf(rule)).not.toEqual([])
    expect(declarationsOf(rule)).toEqual(declarationsOf(real))
  })

  it('names the variants that parts share', () => {
    const named = codesOf(/The variants: [\s\S]*?\n\n/.exec(guide)?.[0])
    expect(named.length).toBeGreaterThan(15)
    expect(named.filter((variant) => !sheets.join().includes(`[data-mr-look~='${variant}']`))).toEqual([])
  })

  it('counts the base tokens as the README does', () => {
    const table = /^\| token [\s\S]*?\n\n/m.exec(guide)?.[0]
    const names = new Set(table?.match(/--mr-[\w-]+/g))
    expect(readFileSync(join(ROOT, 'README.md'), 'utf8')).toContain(`${names.size} tokens`)
  })
})
