/**
 * Part of `npm run build`: deletes the declarations that no entry of package.json leads to. The compiler writes one for each source file,
 * and nobody outside can name what is in the others.
 */
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { root } from './root.mjs'

const dist = new URL('dist/', root)
const declarations = new Set(
  readdirSync(dist, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.d.ts')),
)
const manifest = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'))

const waiting = Object.values(manifest.exports).flatMap(({ types }) => {
  if (!types) return []
  const [before, after] = types.replace('./dist/', '').split('*')
  return after === undefined
    ? [before]
    : [...declarations].filter((path) => path.startsWith(before) && path.endsWith(after))
})
const reached = new Set()
while (waiting.length > 0) {
  const path = waiting.pop()
  if (reached.has(path)) continue
  reached.add(path)
  const text = readFileSync(new URL(path, dist), 'utf8')
  for (const [, specifier] of text.matchAll(
    /(?:\bfrom |\bimport |\bimport\(|\bmodule )["'](\.[^"']+)\.js["']/g,
  ))
    waiting.push(posix.join(posix.dirname(path), `${specifier}.d.ts`))
}
for (const path of declarations) if (!reached.has(path)) rmSync(fileURLToPath(new URL(path, dist)))
