import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { anchorOf } from '../../docs-site/anchor.mjs'

const ROOT = join(import.meta.dirname, '../..')
const LINK = /!?\[[^\]]*\]\(([^)\s]+)\)/g

const pages = [
  ...['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md', 'CODE_OF_CONDUCT.md', 'bench/README.md']
    .map((path) => join(ROOT, path))
    .filter(existsSync),
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => join(ROOT, 'docs', path)),
]

/** Without code, in which brackets are no links. */
const prose = (path: string) => readFileSync(path, 'utf8').replace(/^```[\s\S]*?^```|`[^`\n]*`/gm, '')

/** Headings of the text, code in them too; what only looks like one stands in a code block. */
const anchors = (path: string) =>
  readFileSync(path, 'utf8')
    .replace(/^```[\s\S]*?^```/gm, '')
    .split('\n')
    .filter((line) => /^#+ /.test(line))
    .map((line) => anchorOf(line.replace(/^#+ /, '').replace(/`/g, '')))

describe.each(pages.map((path) => [relative(ROOT, path), path] as const))('%s', (_, path) => {
  it('leads nowhere that is not there', () => {
    const dead = [...prose(path).matchAll(LINK)]
      .map(([, href = '']) => href)
      .filter((href) => !/^[a-z]+:/.test(href))
      .filter((href) => {
        const [file = '', anchor] = href.split('#')
        const target = file ? resolve(dirname(path), file) : path
        if (!existsSync(target)) return true
        return anchor !== undefined && statSync(target).isFile() && !anchors(target).includes(anchor)
      })
    expect(dead).toEqual([])
  })
})
