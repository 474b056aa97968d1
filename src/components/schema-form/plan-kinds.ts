import type { JsonSchema } from '../../protocol/model.js'
import type { FieldBase, FieldPlan, FilePlan, NumberPlan } from './field-plan.js'
import { isSchema } from '../../shared/schema/resolve-schema.js'
import { lineOf, snake } from './read-node.js'
import { isFileUrl } from '../../shared/schema/file-field.js'

/** One of several values. */
export function planChoice(base: FieldBase, all: readonly unknown[], schema: JsonSchema) {
  // `5` and `"5"` are one option to whoever chooses; the first is sent.
  const options = [
    ...new Map([...all].reverse().map((option) => [String(option), option])).values(),
  ].reverse()
  const ratios = optionRatios(options)
  return {
    ...base,
    kind: 'choice' as const,
    options,
    optionLabels: optionLabels(options, schema),
    ...(ratios ? { ratios } : undefined),
  }
}

// Written as they are known; other words only get a capital letter.
const ACRONYMS =
  /^(?:png|jpe?g|webp|gif|avif|svg|tiff?|bmp|mp[34]|webm|mov|mkv|wav|flac|ogg|opus|aac|pcm|hd|uhd|sd|3d|ai|glb|obj|stl|fbx|usdz|hsv|rgb|hdr)$/
const SHAPES = /^(square|portrait|landscape)$/
/** Widths and heights that name a shape; other pairs of numbers are versions, sizes of devices, bit rates. */
const KNOWN_RATIOS = new Set([
  '1:1',
  '4:3',
  '3:4',
  '3:2',
  '2:3',
  '16:9',
  '9:16',
  '16:10',
  '10:16',
  '21:9',
  '9:21',
  '5:4',
  '4:5',
  '2:1',
  '1:2',
])

/**
 * What is shown for the options of a choice. Never another meaning: only plain lower-case words are written as words,
 * and a pair of numbers becomes a ratio only after `square`, `portrait` or `landscape`. Two options that would read alike stay as
 * they are.
 */
export function optionLabels(options: readonly unknown[], schema: JsonSchema = {}): string[] {
  const given = givenLabels(options, schema)
  const labels = options.map((option, index) => given[index] ?? readable(String(option)))
  const counts = new Map<string, number>()
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1)
  return labels.map((label, index) => lineOf((counts.get(label) ?? 0) > 1 ? String(options[index]) : label))
}

/** Names that the schema itself has for its options. */
function givenLabels(options: readonly unknown[], schema: JsonSchema): (string | undefined)[] {
  const byValue = ['x-enum-labels', 'x-imgly-enum-labels', 'x-enumNames']
    .map((key) => schema[key])
    .find(isSchema)
  const inOrder = [
    schema['x-enum-varnames'],
    schema['enumNames'],
    schema['x-enumNames'],
    schema['x-enum-labels'],
  ].find(Array.isArray)
  return options.map((option, index) => {
    const label: unknown = byValue
      ? Object.hasOwn(byValue, String(option)) && byValue[String(option)]
      : (inOrder as unknown[] | undefined)?.[index]
    return typeof label === 'string' && label !== '' ? label : undefined
  })
}

function readable(text: string): string {
  const [shape = '', ...rest] = text.split('_')
  const ratio = rest.join(':')
  if (SHAPES.test(shape) && KNOWN_RATIOS.has(ratio)) return `${capital(shape)} ${ratio}`
  // Short ones are codes: languages, units, versions.
  if (!/^[a-z]+(?:_[a-z]+)*$/.test(text) || text.length < 3) return text
  return text
    .split('_')
    .map((word, index) => (ACRONYMS.test(word) ? word.toUpperCase() : index === 0 ? capital(word) : word))
    .join(' ')
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}

/** Width ÷ height of options that name shapes: `16:9`, `1024x768`, `landscape_16_9`. Undefined where few do. */
export function optionRatios(options: readonly unknown[]): (number | undefined)[] | undefined {
  const ratios = options.map((option) => (typeof option === 'string' ? ratioOf(option) : undefined))
  const count = ratios.filter((ratio) => ratio !== undefined).length
  return count > 1 && count * 2 > options.length ? ratios : undefined
}

function ratioOf(text: string): number | undefined {
  const [, wide, high] = /^(\d{1,5}(?:\.\d+)?)\s*[:x×*]\s*(\d{1,5}(?:\.\d+)?)$/i.exec(text) ?? []
  if (wide && high) return bounded(Number(wide) / Number(high))
  const [, shape, first, second] = /^(square|portrait|landscape)(?:_hd)?(?:_(\d+)_(\d+))?$/.exec(text) ?? []
  if (!shape) return undefined
  if (shape === 'square') return 1
  const long =
    first && second
      ? Math.max(Number(first), Number(second)) / Math.min(Number(first), Number(second))
      : 4 / 3
  return bounded(shape === 'portrait' ? 1 / long : long)
}

function bounded(ratio: number): number | undefined {
  return Number.isFinite(ratio) && ratio > 0 ? ratio : undefined
}

/** A file or several, by upload or by URL. */
export function planFile(
  base: FieldBase,
  file: { accept: string; isGuess: boolean; multiple: boolean },
): FilePlan {
  const { default: start, ...rest } = base
  const entries = Array.isArray(start) ? (start as unknown[]) : [start]
  const isFile = entries.every((entry) => typeof entry === 'string' && isFileUrl(entry))
  return {
    ...rest,
    ...(isFile && start !== undefined ? { default: start } : undefined),
    kind: 'file',
    multiple: file.multiple,
    accept: file.accept || undefined,
    ...(file.isGuess ? { freeText: true } : undefined),
  }
}

/** A mask beside a picture can be painted over it. */
export function withMask(plan: FieldPlan, siblings: readonly FieldPlan[]): FieldPlan {
  const isMask = (candidate: FieldPlan) =>
    /(?:^|_)mask(?:_|$)/.test(snake(candidate.key.split('.').at(-1) ?? ''))
  if (plan.kind !== 'file' || plan.multiple || !isMask(plan)) return plan
  const imageFields = siblings.filter(
    (other) => other.kind === 'file' && !other.multiple && other.accept === 'image/*' && !isMask(other),
  )
  const imageField =
    imageFields.find(({ path }) =>
      /^(?:input_?|init_?|source_?)?image(?:_?url)?$/i.test(String(path.at(-1))),
    ) ?? imageFields[0]
  return imageField ? { ...plan, maskOf: imageField.path } : plan
}

// Beyond this many steps a slider cannot be set to a value any more.
const MAX_SLIDER_STEPS = 2000
const DEFAULT_SLIDER_STEPS = 100

/** A number field from its schema node. Knows `exclusiveMinimum` both as a number and, in OpenAPI 3.0, as a flag. */
export function planNumber(
  base: Omit<NumberPlan, 'kind' | 'integer' | 'slider'>,
  schema: JsonSchema,
  seed = false,
): NumberPlan {
  const minimum = typeof schema.exclusiveMinimum === 'number' ? schema.exclusiveMinimum : schema.minimum
  const maximum = typeof schema.exclusiveMaximum === 'number' ? schema.exclusiveMaximum : schema.maximum
  const integer = schema.type === 'integer'
  const span = minimum === undefined || maximum === undefined ? undefined : maximum - minimum
  const step = schema.multipleOf ?? (integer ? 1 : undefined)
  return {
    ...base,
    kind: 'number',
    integer,
    ...(minimum === undefined ? undefined : { minimum }),
    ...(maximum === undefined ? undefined : { maximum }),
    ...(isExclusive(schema.exclusiveMinimum) ? { exclusiveMinimum: true } : undefined),
    ...(isExclusive(schema.exclusiveMaximum) ? { exclusiveMaximum: true } : undefined),
    ...(step === undefined ? undefined : { step }),
    ...(seed ? { seed } : undefined),
    slider:
      !seed &&
      span !== undefined &&
      span > 0 &&
      span / (step ?? span / DEFAULT_SLIDER_STEPS) <= MAX_SLIDER_STEPS,
  }
}

function isExclusive(bound: number | boolean | undefined): boolean {
  return typeof bound === 'number' || bound === true
}
