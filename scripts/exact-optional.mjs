/**
 * Lets every optional property of the emitted types take `undefined`, too: under `exactOptionalPropertyTypes` an app
 * could not pass on its own optional props otherwise. Runs after tsc, so that the sources need not say it 400 times.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { root } from './root.mjs'

/** The text of a declaration file in which optional properties take `undefined`. */
export function allowUndefined(text) {
  const file = ts.createSourceFile('types.d.ts', text, ts.ScriptTarget.ESNext, true)
  const edits = []
  const visit = (node) => {
    if (
      (ts.isPropertySignature(node) || ts.isPropertyDeclaration(node)) &&
      node.questionToken &&
      node.type &&
      !takesUndefined(node.type)
    )
      edits.push([node.type.getStart(file), '('], [node.type.end, ') | undefined'])
    ts.forEachChild(node, visit)
  }
  visit(file)
  // The last first, so that earlier positions stay true; at one place what closes comes before what opens.
  return edits
    .map((edit, order) => [...edit, order])
    .sort(([a, , first], [b, , second]) => b - a || first - second)
    .reduce((done, [at, insert]) => done.slice(0, at) + insert + done.slice(at), text)
}

const takesUndefined = (type) =>
  type.kind === ts.SyntaxKind.UndefinedKeyword ||
  type.kind === ts.SyntaxKind.AnyKeyword ||
  type.kind === ts.SyntaxKind.UnknownKeyword ||
  (ts.isUnionTypeNode(type) && type.types.some(takesUndefined))

if (import.meta.filename === process.argv[1]) {
  const dist = fileURLToPath(new URL('dist', root))
  for (const name of readdirSync(dist, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.d.ts')) continue
    const path = join(dist, name)
    const text = readFileSync(path, 'utf8')
    const changed = allowUndefined(text)
    if (changed !== text) writeFileSync(path, changed)
  }
}
