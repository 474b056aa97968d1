import { HEADERS } from '../../protocol/headers.js'
import type { JsonSchema } from '../../protocol/model.js'

export interface Source {
  /** The REST host; the emulator's and a gateway's may carry a path. */
  rest: string
  /** Ask through a proxy, which holds the key. */
  proxy?: string
  /** Ask the platform itself. */
  apiKey?: string
}

/** Reads what a model takes and gives; empty for a model that publishes no schema. Rejects with what to do about it. */
export async function readSchemas(endpoint: string, source: Source): Promise<Record<string, JsonSchema>> {
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
