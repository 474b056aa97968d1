import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { isEndpointId, DEFAULT_HOSTS } from '../protocol/hosts.js'
import { declareEndpoints, type EndpointDocument } from './types/schema-to-type.js'
import { usages, type Command } from './usage.js'
import { HEADERS } from '../protocol/headers.js'
import type { JsonSchema } from '../protocol/model.js'

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

interface Source {
  /** The REST host; the emulator's and a gateway's may carry a path. */
  rest: string
  /** Ask through a proxy, which holds the key. */
  proxy?: string
  /** Ask the platform itself. */
  apiKey?: string
}

/** Reads what a model takes and gives; empty for a model that publishes no schema. Rejects with what to do about it. */
async function readSchemas(endpoint: string, source: Source): Promise<Record<string, JsonSchema>> {
  const model = await ask(`/models/${endpoint}`, source)
  if (!model.ok) throw new Error(`${endpoint}: ${whatToDo(model.status, source)}`)
  const answer = await ask(`/models/${endpoint}/openapi.json`, source)
  if (answer.status === 404) return {}
  const document: unknown = answer.ok ? await answer.json().catch(() => undefined) : undefined
  if (document === undefined)
    throw new Error(`${endpoint}: its OpenAPI document cannot be read (HTTP ${answer.status}).`)
  // A document without schemas is that of a model that publishes none.
  return (document as { components?: { schemas?: Record<string, JsonSchema> } }).components?.schemas ?? {}
}

async function ask(path: string, { rest, proxy, apiKey }: Source): Promise<Response> {
  const target = rest.replace(/\/+$/, '') + path
  try {
    if (proxy) return await fetch(proxy, { headers: { [HEADERS.targetUrl]: target } })
    return await fetch(target, { headers: apiKey ? { authorization: `Key ${apiKey}` } : {} })
  } catch (error) {
    // fetch says only "fetch failed"; the reason is its cause.
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error)
    throw new Error(
      `${proxy ?? rest} cannot be reached (${cause}). Check the URL, and that a server listens there.`,
      { cause: error },
    )
  }
}

function whatToDo(status: number, { proxy }: Source): string {
  if (status === 404) return 'there is no such model. Endpoints look like owner/alias.'
  if (status === 401 || status === 403) {
    return proxy
      ? `the proxy refused (HTTP ${status}). Is the route open to you?`
      : 'set MODELRUNNER_KEY, or use --proxy.'
  }
  return `it cannot be read (HTTP ${status}).`
}
