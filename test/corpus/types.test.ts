// @vitest-environment node
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ts from 'typescript'
import { expect, it } from 'vitest'
import { declareEndpoints } from '../../src/cli/types/schema-to-type.js'
import { cleanInput, initialInput } from '../../src/components/schema-form/form-input.js'
import { planFields } from '../../src/components/schema-form/plan-fields.js'
import { resolveSchema } from '../../src/shared/schema/resolve-schema.js'
import { readDocuments } from './read-documents.js'
import { sampleValues } from './sample-value.js'

const root = join(import.meta.dirname, '../..')
const documents = (await readDocuments([join(import.meta.dirname, 'documents')])).flatMap((document) =>
  // TypeScript itself cannot say that `constructor` is a text.
  document.kind === 'schema' && document.id !== 'acme/names' ? [document] : [],
)

/** What a form of this model sends: untouched with what is required filled in, and with a value in each field. */
function bodiesOf({ input }: (typeof documents)[number]): unknown[] {
  const plans = planFields(input) ?? []
  const properties = Object.entries(resolveSchema(input, input).schema.properties ?? {})
  const samples = properties.flatMap(([name, node]) => {
    const values = sampleValues(node, input)
    return values.length > 0 ? [[name, values] as const] : []
  })
  const start = initialInput(plans)
  const needed = new Set(plans.filter(({ required }) => required).map(({ path }) => String(path[0])))
  const filled = samples.filter(([name]) => needed.has(name))
  const first = (all: typeof samples) => Object.fromEntries(all.map(([name, values]) => [name, values[0]]))
  return [
    { ...start, ...first(filled) },
    { ...start, ...first(samples) },
    { ...start, ...Object.fromEntries(samples.map(([name, values]) => [name, values.at(-1)])) },
  ].map((body) => cleanInput(plans, body))
}

it('the types of `types` accept what the form of the same model sends, and refuse what it refuses', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'corpus-types-'))
  const models = join(folder, 'models.d.ts')
  await writeFile(models, declareEndpoints(documents.map(({ id, schemas }) => ({ endpoint: id, schemas }))))
  const lines = documents.flatMap((document, at) => {
    const type = `InputOf<${JSON.stringify(document.id)}>`
    const right = bodiesOf(document).map(
      (body, index) => `export const right${at}_${index}: ${type} = ${JSON.stringify(body)}`,
    )
    const [name] = Object.entries(resolveSchema(document.input, document.input).schema.properties ?? {}).find(
      ([, node]) => ['string', 'number', 'integer', 'boolean'].includes(String(node.type)),
    ) ?? ['']
    return name === ''
      ? right
      : [
          ...right,
          '// @ts-expect-error: no field takes a symbol',
          `export const wrong${at}: ${type}[${JSON.stringify(name)}] = Symbol('wrong')`,
        ]
  })
  const app = join(folder, 'app.ts')
  await writeFile(app, `import type { InputOf } from 'modelrunner-react'\n${lines.join('\n')}\n`)
  const program = ts.createProgram([models, app], {
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
  const problems = ts.getPreEmitDiagnostics(program).map(({ messageText, file, start = 0 }) => {
    const line = file ? file.getLineAndCharacterOfPosition(start).line : 0
    return `${file?.text.split('\n')[line]?.slice(0, 160)}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`
  })
  expect(problems).toEqual([])
})
