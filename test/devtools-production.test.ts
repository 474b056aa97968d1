// @vitest-environment node
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { build, type Rolldown } from 'vite'

const root = join(import.meta.dirname, '..')
const folder = join(root, 'src/devtools')

afterEach(() => vi.unstubAllEnvs())

/** The demo as it is deployed: what its chunks hold, and which modules gave a byte to them. */
async function buildDemo(nodeEnv: string) {
  vi.stubEnv('NODE_ENV', nodeEnv)
  const output = (await build({
    configFile: join(root, 'demo/vite.config.ts'),
    mode: nodeEnv,
    logLevel: 'error',
    build: { write: false, minify: false },
  })) as Rolldown.RolldownOutput
  const chunks = output.output.filter((file) => file.type === 'chunk')
  const modules = chunks
    .flatMap((chunk) => Object.entries(chunk.modules))
    .filter(([, { renderedLength }]) => renderedLength > 0)
    .map(([id]) => id)
  const text = output.output
    .map((file) => (file.type === 'chunk' ? file.code : String(file.source)))
    .join('\n')
  return { modules, text }
}

/** Sentences of Devtools that a minifier would keep as they are. */
function sentences(): string[] {
  const sources = readdirSync(folder, { encoding: 'utf8', recursive: true })
    .filter((name) => /\.tsx?$/.test(name) && !name.includes('.test.'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
  const quoted = sources.flatMap((source) =>
    [...source.matchAll(/'([A-Z][^'\n]{20,})'/g)].map(([, text]) => text),
  )
  return quoted.filter((text) => text !== undefined)
}

it('leaves nothing of Devtools in a production build of the demo', async () => {
  const { modules, text } = await buildDemo('production')
  expect(sentences().length).toBeGreaterThan(10)
  expect(sentences().filter((sentence) => text.includes(sentence))).toEqual([])
  expect(text).not.toContain('data-mr-devtools')
  const left = modules.filter((id) => id.includes('/src/devtools/'))
  // The one that says that there is nothing.
  expect(left.filter((id) => !id.endsWith('/devtools/devtools.ts'))).toEqual([])
})

it('would find it: the same build for development holds it', async () => {
  const { modules, text } = await buildDemo('development')
  expect(text).toContain('data-mr-devtools')
  expect(modules.some((id) => id.endsWith('/ModelRunnerDevtools.tsx'))).toBe(true)
})
