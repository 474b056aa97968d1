// @vitest-environment node
import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ts from 'typescript'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createEmulator } from '../../emulator/index.js'
import { startProxy } from '../../../test/support/start-proxy.js'
import { typesCommand } from '../types.js'
import { declareEndpoints } from './schema-to-type.js'

const POSTER = {
  id: 'acme/poster',
  name: 'Poster',
  schemas: {
    Input: {
      type: 'object',
      required: ['prompt', 'steps'],
      properties: {
        prompt: { type: 'string', description: 'Words */ that describe it' },
        steps: { type: 'integer', default: 4 },
        style: { allOf: [{ $ref: '#/components/schemas/style' }] },
        image_url: { type: 'string', format: 'uri' },
        end_image: { type: ['string', 'null'] as unknown as string }, // as OpenAPI 3.1 has it
        reference_images: { type: 'array', items: { type: 'string' } },
        webhook_url: { type: 'string' },
        size: {
          anyOf: [
            { type: 'string', enum: ['square'] },
            { type: 'object', properties: { width: { type: 'integer' } } },
          ],
        },
        seed: { anyOf: [{ type: 'integer' }, { type: 'null' }] },
        'odd-name': { type: 'boolean' },
        tree: { $ref: '#/components/schemas/tree' },
      },
    },
    Output: { type: 'array', items: { type: 'string', format: 'uri' } },
    style: { type: 'string', enum: ['oil', 'ink'] },
    tree: { type: 'object', properties: { child: { $ref: '#/components/schemas/tree' } } },
  },
  run: () => ({ kind: 'output' as const, output: [] }),
}

describe('types', () => {
  const emulator = createEmulator({ models: [POSTER] })
  let server: Awaited<ReturnType<typeof emulator.listen>>
  beforeAll(async () => {
    server = await emulator.listen()
  })
  afterAll(() => server.close())

  async function made(...args: string[]) {
    const file = join(await mkdtemp(join(tmpdir(), 'types-')), 'models.d.ts')
    expect(await typesCommand([...args, '-o', file])).toBe(0)
    return { file, text: await readFile(file, 'utf8') }
  }

  it('writes what a model takes and gives', async () => {
    const { text } = await made('acme/poster', '--rest', server.hosts.rest)
    for (const line of [
      'prompt: string',
      'steps?: number',
      'style?: "oil" | "ink"',
      'image_url?: string | Blob',
      'end_image?: string | Blob | null',
      'reference_images?: (string | Blob)[]',
      'webhook_url?: string\n',
      'seed?: number | null',
      '"odd-name"?: boolean',
      'child?: unknown',
      'output: string[]',
      'Words *\\/ that describe it',
    ]) {
      expect(text).toContain(line)
    }
  })

  it('is understood by the compiler, so that a wrong input is an error in the editor', async () => {
    const { file } = await made('acme/poster', '--rest', server.hosts.rest)
    const app = join(file, '..', 'app.ts')
    const root = join(import.meta.dirname, '../../..')
    await writeFile(
      app,
      `import type { InputOf, OutputOf } from 'modelrunner-react'
       export const right: InputOf<'acme/poster'> = { prompt: 'x', style: 'oil', size: { width: 3 } }
       export const urls: string[] = [] satisfies OutputOf<'acme/poster'>
       // @ts-expect-error
       export const wrong: InputOf<'acme/poster'> = { prompt: 1 }
       export const other: InputOf<'some/other'> = { anything: 1 }`,
    )
    const program = ts.createProgram([file, app], {
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      jsx: ts.JsxEmit.ReactJSX,
      types: [],
      paths: { 'modelrunner-react': [join(root, 'src/hooks/endpoint-types.ts')] },
    })
    const problems = ts
      .getPreEmitDiagnostics(program)
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '))
    expect(problems).toEqual([])
  }, 30_000)

  it('asks through a proxy as well', async () => {
    const proxy = await startProxy({ hosts: server.hosts })
    const { text } = await made('acme/poster', '--rest', server.hosts.rest, '--proxy', proxy.url)
    expect(text).toContain("'acme/poster'")
    await proxy.close()
  })

  it('says what is wrong with a call, and with a model that is not there', async () => {
    const errors = vi.spyOn(console, 'error').mockImplementation(() => {})
    expect(await typesCommand([])).toBe(2)
    expect(await typesCommand(['nonsense'])).toBe(2)
    expect(await typesCommand(['acme/none', '--rest', server.hosts.rest])).toBe(1)
    expect(errors.mock.calls.flat().join('\n')).toMatch(/acme\/none: there is no such model/)
    errors.mockRestore()
  })

  it('takes any object for a model without a schema', () => {
    expect(declareEndpoints([{ endpoint: 'a/b', schemas: {} }])).toContain(
      'input: Record<string, unknown>\n      output: unknown',
    )
  })
})
