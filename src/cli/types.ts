import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { isEndpointId, DEFAULT_HOSTS } from '../protocol/hosts.js'
import { declareEndpoints, type EndpointDocument } from './types/schema-to-type.js'
import { readSchemas, type Source } from './types/read-schemas.js'
import { usages, type Command } from './usage.js'

/** `types <endpoint…> -o file.d.ts`: exit code 1 where a model cannot be read, 2 for a wrong call. */
export const typesCommand: Command = async (args) => {
  const options = readOptions(args)
  if (typeof options === 'string') {
    console.error(`${options}\n\n${usages.types}`)
    return 2
  }
  try {
    const documents: EndpointDocument[] = []
    for (const endpoint of options.endpoints) {
      const schemas = await readSchemas(endpoint, options.source)
      if (!schemas['Input']) console.error(`${endpoint} publishes no input schema: any object is taken.`)
      documents.push({ endpoint, schemas })
    }
    const text = declareEndpoints(documents)
    if (options.output === undefined) console.log(text)
    else await writeFile(options.output, text)
    return 0
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error))
    return 1
  }
}

function readOptions(
  args: readonly string[],
): { endpoints: string[]; output: string | undefined; source: Source } | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        output: { type: 'string', short: 'o' },
        proxy: { type: 'string' },
        rest: { type: 'string', default: DEFAULT_HOSTS.rest },
      },
    })
    if (!positionals.length) return 'Name one endpoint or more.'
    const wrong = positionals.find((endpoint) => !isEndpointId(endpoint))
    if (wrong !== undefined) return `"${wrong}" is not an endpoint id like owner/alias.`
    // The emulator takes any key, and the platform is not asked with a made-up one.
    const apiKey =
      process.env['MODELRUNNER_KEY'] ?? (values.rest === DEFAULT_HOSTS.rest ? undefined : 'emulator')
    return {
      endpoints: [...new Set(positionals)],
      output: values.output,
      source: { rest: values.rest, proxy: values.proxy, apiKey },
    }
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
