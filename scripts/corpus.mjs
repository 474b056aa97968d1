import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { JSDOM, VirtualConsole } from 'jsdom'
import { createServer } from 'vite'
import { root } from './root.mjs'

// `npm run corpus -- FOLDER_OR_FILE…`: how good the forms and outputs are for any schemas. See docs/corpus.md.

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { all: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } },
})
const paths = positionals.length > 0 ? positionals : [fileURLToPath(new URL('test/corpus/documents', root))]

const { window } = new JSDOM('<!doctype html><html lang="en"><body></body></html>', {
  pretendToBeVisual: true,
  url: 'http://localhost/',
  // axe asks for what jsdom does not have.
  virtualConsole: new VirtualConsole(),
})
// What Node itself has stays; the rest is the document's.
for (const name of Object.getOwnPropertyNames(window)) {
  if (!(name in globalThis)) globalThis[name] = window[name]
}
for (const name of ['window', 'document', 'Event', 'CustomEvent', 'navigator'])
  Object.defineProperty(globalThis, name, {
    value: name === 'window' ? window : window[name],
    configurable: true,
  })
globalThis.IS_REACT_ACT_ENVIRONMENT = true

const server = await createServer({
  configFile: false,
  root: fileURLToPath(root),
  logLevel: 'error',
  server: { middlewareMode: true, hmr: false, ws: false, watch: null },
  optimizeDeps: { noDiscovery: true },
})
const { readDocuments } = await server.ssrLoadModule('/test/corpus/read-documents.ts')
const { judgeCorpus, totalsOf, faultsOf } = await server.ssrLoadModule('/test/corpus/judge-corpus.ts')

const startedAt = performance.now()
const report = await judgeCorpus(await readDocuments(paths), {
  onProgress: (done, of) => done % 50 === 0 && console.error(`… ${done} of ${of}`),
})
await server.close()
const totals = totalsOf(report)
if (values.json) console.log(JSON.stringify(report, null, 2))
else print()
process.exit(isGood() ? 0 : 1)

function print() {
  const { grades, typed } = totals
  const share = (count) => `${count} (${((count / Math.max(1, totals.fields)) * 100).toFixed(1)} %)`
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(0)
  console.log(`${totals.schemas} schemas, ${totals.fields} fields, ${totals.outputs} outputs in ${seconds} s`)
  console.log(
    `  fields: right ${share(grades.right)}, acceptable ${share(grades.acceptable)}, JSON ${share(grades.json)}, wrong ${share(grades.wrong)}`,
  )
  console.log(
    `  untouched forms: blocked ${totals.blocked}, with complaints ${totals.untouched}; objects sent unasked ${totals.unasked}`,
  )
  console.log(
    `  typed values: ${typed.kept} of ${typed.fields} arrive (${typed.notSampled} fields without a sample)`,
  )
  console.log(
    `  axe violations: forms ${totals.formAxe}, outputs ${totals.outputAxe}; outputs torn ${totals.torn}; crashes ${totals.crashes}`,
  )
  console.log(`  slowest first render ${totals.slowestMs.toFixed(0)} ms`)
  const faults = faultsOf(report)
  if (faults.length > 0) console.log(`\n${faults.join('\n')}`)
  if (!values.all) return
  for (const { id, fields } of report.forms)
    for (const { key, grade, reason } of fields)
      if (grade === 'acceptable') console.log(`${id} ${key}: acceptable (${reason})`)
}

function isGood() {
  const faults = [
    totals.grades.wrong,
    totals.blocked,
    totals.unasked,
    totals.untouched,
    totals.torn,
    totals.crashes,
  ]
  return [...faults, totals.formAxe, totals.outputAxe].every((count) => count === 0)
}
