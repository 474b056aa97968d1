import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { rolldown } from 'rolldown'
import { type Row, verdictOf } from '../row.js'

const bench = join(import.meta.dirname, '..')
const root = join(bench, '..')
const EXTERNAL = /^(react|react-dom|@tanstack\/react-query|node:.*)($|\/)/

interface Weight {
  brotli: number
  gzip: number
  /** First load and everything that is loaded later. */
  all: number
}

const OURS = join(root, 'src/index.ts')
const COMPARED = [
  {
    what: 'submit, follow, result',
    ours: `export { ModelRunnerProvider, useRequest } from '${OURS}'`,
    peers: {
      '@fal-ai/client': `export { createFalClient } from '@fal-ai/client'`,
    },
    meaning: 'what the page loads at its start; the first run fetches more',
  },
  {
    what: 'upload with progress and parts',
    ours: `export { ModelRunnerProvider, useUpload } from '${OURS}'`,
    peers: {
      '@uppy/core + aws-s3': `export { default as Uppy } from '@uppy/core'; export { default as AwsS3 } from '@uppy/aws-s3'`,
      'better-upload/client': `export { useUploadFiles } from 'better-upload/client'`,
      '@uploadthing/react': `export { generateReactHelpers } from '@uploadthing/react'`,
    },
    meaning: 'what the page loads at its start; the first upload fetches more',
  },
  {
    what: 'chat',
    ours: `export { ModelRunnerProvider, useChat } from '${OURS}'`,
    peers: {
      '@ai-sdk/react useChat': `export { useChat } from '@ai-sdk/react'`,
    },
    meaning: 'what the page loads at its start; the first message fetches more',
  },
]

/** (f) Sizes, bundled by one bundler with the same settings; react, react-dom and react-query are not counted. */
export async function run(): Promise<Row[]> {
  const rows: Row[] = []
  for (const { what, ours, peers, meaning } of COMPARED) {
    const own = await weigh(ours, root)
    const others = await Promise.all(
      Object.entries(peers).map(async ([name, entry]) => ({ name, ...(await weigh(entry, bench)) })),
    )
    const parts = [
      ['first load', 'brotli', meaning],
      ['all with lazy chunks', 'all', 'what it has loaded once everything was used'],
    ] as const
    for (const [part, size, means] of parts) {
      rows.push({
        line: 'f',
        what: `${what}: ${part}, min + brotli${size === 'brotli' ? ' (gzip)' : ''}`,
        ours: show(own, size),
        peers: others.map((other) => `${other.name}: ${show(other, size)}`).join('; '),
        verdict: verdictOf(own[size], Math.min(...others.map((other) => other[size]))),
        spread: 'exact',
        meaning: means,
      })
    }
  }
  const own = installedBytes(root, 'modelrunner-react')
  const others = ['@fal-ai/client', 'ai', '@uppy/aws-s3', 'better-upload', 'uploadthing'].map((name) => ({
    name,
    bytes: installedBytes(bench, name),
  }))
  rows.push({
    line: 'f',
    what: 'install size with dependencies, without peers',
    ours: own === undefined ? 'not built (npm run build)' : megabytes(own),
    peers: others.map(({ name, bytes }) => `${name}: ${megabytes(bytes ?? 0)}`).join('; '),
    verdict:
      own === undefined ? 'not measured' : verdictOf(own, Math.min(...others.map(({ bytes }) => bytes ?? 0))),
    spread: 'exact; ours holds proxy, emulator, docs and command line',
    meaning: 'what npm install downloads, not what the browser does',
  })
  return rows
}

const kB = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`
const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`
const show = ({ brotli, gzip, all }: Weight, size: 'brotli' | 'all') =>
  size === 'all' ? kB(all) : `${kB(brotli)} (${kB(gzip)})`

async function weigh(entry: string, cwd: string): Promise<Weight> {
  const bundle = await rolldown({
    input: 'virtual:entry',
    cwd,
    platform: 'browser',
    external: (id) => EXTERNAL.test(id),
    transform: { define: { 'process.env.NODE_ENV': '"production"' }, jsx: 'react-jsx' },
    preserveEntrySignatures: 'allow-extension',
    treeshake: { moduleSideEffects: (id) => id === 'virtual:entry' || id.endsWith('.css') },
    onLog: () => {},
    plugins: [
      {
        name: 'entry',
        resolveId(id, importer) {
          if (id === 'virtual:entry') return id
          // As a file in that folder would find it.
          return importer === 'virtual:entry' ? this.resolve(id, join(cwd, 'entry.js')) : undefined
        },
        load: (id) => (id === 'virtual:entry' ? entry : undefined),
      },
    ],
  })
  const { output } = await bundle.generate({ format: 'es', minify: true })
  await bundle.close()
  const chunks = output.filter((file) => file.type === 'chunk')
  const files = new Map(chunks.map((chunk) => [chunk.fileName, chunk]))
  const first = new Set<string>()
  const add = (name: string) => {
    const chunk = files.get(name)
    if (!chunk || first.has(name)) return
    first.add(name)
    chunk.imports.forEach(add)
  }
  for (const chunk of chunks) if (chunk.isEntry) add(chunk.fileName)
  const sum = (of: typeof chunks, pack: (text: string) => number) =>
    of.reduce((total, { code }) => total + pack(code), 0)
  const loaded = chunks.filter(({ fileName }) => first.has(fileName))
  const brotli = (text: string) => brotliCompressSync(text).length
  return {
    brotli: sum(loaded, brotli),
    gzip: sum(loaded, (text) => gzipSync(text).length),
    all: sum(chunks, brotli),
  }
}

/** A package's folder and those of its dependencies, without its peers. */
function installedBytes(tree: string, name: string): number | undefined {
  const seen = new Set<string>()
  let bytes = 0
  const visit = (folder: string) => {
    if (seen.has(folder)) return
    seen.add(folder)
    bytes += bytesIn(folder)
    const { dependencies = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
      dependencies?: Record<string, string>
    }
    for (const dependency of Object.keys(dependencies)) {
      const place = [join(folder, 'node_modules', dependency), join(tree, 'node_modules', dependency)].find(
        existsSync,
      )
      if (place) visit(place)
    }
  }
  if (name !== 'modelrunner-react') visit(join(tree, 'node_modules', name))
  else {
    if (!existsSync(join(root, 'dist/index.js'))) return undefined
    const [packed] = JSON.parse(
      execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
        cwd: root,
        encoding: 'utf8',
      }),
    ) as { unpackedSize: number }[]
    bytes += packed?.unpackedSize ?? 0
    const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>
    }
    for (const dependency of Object.keys(dependencies)) visit(join(root, 'node_modules', dependency))
  }
  return bytes
}

/** What the files of a folder weigh, without those of its own dependencies. */
function bytesIn(folder: string): number {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => name !== 'node_modules')
    .reduce((sum, entry) => {
      const path = join(folder, entry.name)
      return sum + (entry.isDirectory() ? bytesIn(path) : statSync(path).size)
    }, 0)
}
