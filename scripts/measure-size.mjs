import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { rolldown } from 'rolldown'
import { build } from 'vite'
import { root } from './root.mjs'

const ENTRY = 'virtual:entry'
const SOURCES = {
  'modelrunner-react': 'src/index.ts',
  'modelrunner-react/devtools': 'src/devtools/index.ts',
  'modelrunner-react/devtools/production': 'src/devtools/production.ts',
  'modelrunner-react/proxy': 'src/proxy/index.ts',
  'modelrunner-react/styles.css': 'src/theme/styles.css',
}
/** The app has these already. Everything else (zustand, eventsource-parser, …) is counted. */
const EXTERNAL = /^(react|react-dom|@tanstack\/react-query|node:.*)($|\/)/

/**
 * Bundles one import as an app's production build would, minified and tree-shaken, and weighs what the
 * browser must have before it can run: the entry chunk and the chunks that it imports statically. Chunks
 * behind `import()` are given apart as `lazy`; they are loaded when first needed.
 *
 * @returns {Promise<{ minified: number, brotli: number, gzip: number, lazy: number, modules: [string, number][] }>} bytes;
 *   of a module, those it gives to the entry before minification
 */
export async function measureSize({ from, imports }) {
  const isStyle = from.endsWith('.css')
  const names = imports === '*' ? '*' : `{ ${imports?.join(', ')} }`
  const source = fileURLToPath(new URL(SOURCES[from], root))
  const entry = isStyle
    ? `import ${JSON.stringify(source)}`
    : `export ${names} from ${JSON.stringify(source)}`
  const output = isStyle ? await bundleStyle(entry) : await bundleScript(entry)
  const files = new Map(output.map((file) => [file.fileName, file]))
  const wanted = isStyle
    ? output.filter((file) => file.fileName.endsWith('.css')).map((file) => file.fileName)
    : [...closure(output.find((file) => file.isEntry).fileName, files)]
  const lazy = output.filter((file) => file.type === 'chunk' && !wanted.includes(file.fileName))
  const text = (file) => file.code ?? String(file.source)
  const parts = wanted.map((name) => text(files.get(name)))
  return {
    minified: parts.reduce((sum, part) => sum + Buffer.byteLength(part), 0),
    brotli: parts.reduce((sum, part) => sum + brotliCompressSync(part).length, 0),
    gzip: parts.reduce((sum, part) => sum + gzipSync(part, { level: 9 }).length, 0),
    modules: wanted
      .flatMap((name) => Object.entries(files.get(name).modules ?? {}))
      .map(([id, { renderedLength }]) => [relative(fileURLToPath(root), id), renderedLength])
      .sort((a, b) => b[1] - a[1]),
    lazy: isStyle ? 0 : lazy.reduce((sum, file) => sum + brotliCompressSync(text(file)).length, 0),
  }
}

/** As an app's bundler does it; Vite itself would add its own loader of lazy chunks, which is no part of the package. */
async function bundleScript(entry) {
  const bundle = await rolldown({
    input: ENTRY,
    external: (id) => EXTERNAL.test(id),
    transform: { define: { 'process.env.NODE_ENV': '"production"' }, jsx: 'react-jsx' },
    preserveEntrySignatures: 'allow-extension',
    // As package.json says: only stylesheets have side effects.
    treeshake: { moduleSideEffects: (id) => id === ENTRY || id.endsWith('.css') },
    onLog: () => {},
    plugins: [virtualEntry(entry)],
  })
  const { output } = await bundle.generate({ format: 'es', minify: true })
  await bundle.close()
  return output
}

async function bundleStyle(entry) {
  const { output } = await build({
    configFile: false,
    root: fileURLToPath(root),
    logLevel: 'error',
    plugins: [virtualEntry(entry)],
    build: { write: false, cssMinify: true, target: 'esnext', rolldownOptions: { input: ENTRY } },
  })
  return output
}

function virtualEntry(code) {
  return {
    name: 'entry',
    resolveId: (id) => (id === ENTRY ? id : undefined),
    load: (id) => (id === ENTRY ? { code, moduleSideEffects: true } : undefined),
  }
}

/** A chunk and everything it imports statically. */
function closure(name, files, seen = new Set()) {
  const chunk = files.get(name)
  if (!chunk || seen.has(name)) return seen
  seen.add(name)
  for (const imported of chunk.imports ?? []) closure(imported, files, seen)
  return seen
}
