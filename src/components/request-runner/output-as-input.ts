import type { JsonSchema } from '../../protocol/model.js'
import { kindOfName, fileName } from '../output-view/media-file.js'

type Input = Record<string, unknown>

/** The field that an output goes into: the first file field of its kind. Undefined where the model takes none. */
export function fieldForFile(schema: JsonSchema | undefined, url: string): Input | undefined {
  const kind = kindOfName(fileName(url)) ?? 'image'
  for (const [name, property] of Object.entries(schema?.properties ?? {})) {
    if (!takesFile(name, property) || !new RegExp(kind, 'i').test(name)) continue
    return { [name]: property.type === 'array' ? [url] : url }
  }
  return undefined
}

/** Whether the model takes pictures, video or audio at all. */
export function takesFiles(schema: JsonSchema | undefined): boolean {
  return Object.entries(schema?.properties ?? {}).some(([name, property]) => takesFile(name, property))
}

/** Whether a seed of an output can be given for the next run. */
export function takesSeed(schema: JsonSchema | undefined): boolean {
  return Boolean(schema?.properties?.['seed'])
}

function takesFile(name: string, property: JsonSchema): boolean {
  const format = property.format ?? property.items?.format
  return (
    /image|video|audio/i.test(name) &&
    (format === 'uri' || /(?:^|_)(?:image|video|audio)s?(?:_urls?)?$/i.test(name)) &&
    !property.enum
  )
}
