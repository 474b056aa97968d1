import { Hono } from 'hono'
import { HEADERS } from '../../protocol/headers.js'
import { applyFault } from '../faults/apply-fault.js'
import { faultName } from '../faults/fault.js'
import type { LogEntry } from '../emulator.js'
import { makeId } from '../random.js'
import type { World } from '../state/world.js'
import { bucketCors } from '../storage/grant.js'
import { wait } from '../clock.js'
import { callerHosts, innerPath, type Call, type Route } from './route.js'
import { ConnectionCut, errorResponse, HttpError, openAiErrorResponse } from './answers.js'

/** Where the emulator is reached. `isFixed`: by a configured URL, which then stands in every answer. */
export interface Address {
  publicUrl: string
  isFixed: boolean
}

/** The emulator as a handler over one world. */
export function createApp(
  world: World,
  routes: readonly Route[],
  address: () => Address,
): (request: Request) => Response | Promise<Response> {
  const app = new Hono({ getPath: (request) => innerPath(new URL(request.url), address().publicUrl) })
  const answer = (route: Route, request: Request, params: Record<string, string>): Promise<Response> => {
    const url = new URL(request.url)
    const { publicUrl, isFixed } = address()
    const entry: LogEntry = {
      at: world.clock.now(),
      method: request.method,
      route: route.nameOf?.(url) ?? route.name,
      path: url.pathname + url.search,
      ...(params['endpoint'] !== undefined && { endpoint: params['endpoint'] }),
    }
    world.log.push(entry)
    return serve(route, { world, request, url, params, entry, hosts: callerHosts(url, publicUrl, isFixed) })
  }
  for (const route of routes) {
    app.on(route.method, route.path, (context) => answer(route, context.req.raw, context.req.param()))
  }
  app.all('*', (context) => answer(unknownRoute, context.req.raw, {}))
  app.onError((error) => {
    throw error
  })
  return (request) => app.fetch(request)
}

const unknownRoute: Route = {
  name: 'unknown',
  method: 'GET',
  path: '*',
  isPublic: true,
  handle: () => {
    throw new HttpError(404, 'Not found')
  },
}

const KEY = /^Key\s+(\S+)\s*$/i
const KEY_OR_BEARER = /^(?:Key|Bearer)\s+(\S+)\s*$/i

async function serve(route: Route, call: Call): Promise<Response> {
  const { world, request, entry } = call
  const correlationId = makeId(world.random('correlation'))
  if (world.settings.latencyMs > 0) await wait(world.clock, world.settings.latencyMs)
  const fault = world.faults.pick(entry.route, {
    ...(entry.endpoint !== undefined && { endpoint: entry.endpoint }),
    path: entry.path,
  })
  if (fault) {
    entry.fault = faultName(fault)
    call.fault = fault
  }
  const work = (): Promise<Response> => answerRoute(route, call, correlationId)
  const explain = (error: HttpError): Response => explainError(route, error, correlationId)
  const response = await applyFault(fault, request, { clock: world.clock, explain }, work)
  entry.status = response.status
  const tagged = new Response(response.body, response)
  tagged.headers.set(HEADERS.requestId, correlationId)
  // Storage lets browsers read its refusals too: without these a 503 would look like a broken network.
  if (entry.route === 'put' || entry.route === 'part' || entry.route === 'relay') {
    for (const [name, value] of Object.entries(bucketCors(world))) {
      if (!tagged.headers.has(name)) tagged.headers.set(name, value)
    }
  }
  return tagged
}

async function answerRoute(route: Route, call: Call, correlationId: string): Promise<Response> {
  try {
    if (!route.isPublic) checkKey(call, route.errors === 'openai' ? KEY_OR_BEARER : KEY)
    return await route.handle(call)
  } catch (error) {
    if (error instanceof HttpError) return explainError(route, error, correlationId)
    if (error instanceof ConnectionCut) throw error
    const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
    return explainError(route, new HttpError(500, `The emulator failed: ${message}`), correlationId)
  }
}

function explainError(route: Route, error: HttpError, correlationId: string): Response {
  return route.errors === 'openai' ? openAiErrorResponse(error) : errorResponse(error, correlationId)
}

/** `Authorization: Key <key>`, for chat completions also `Bearer <key>`; 401 otherwise. */
function checkKey({ request, world }: Call, scheme: RegExp): void {
  const [, key] = scheme.exec(request.headers.get('authorization') ?? '') ?? []
  if (key === undefined) throw new HttpError(401, 'Missing API key. Send "Authorization: Key <key>".')
  const { keys } = world.settings
  if (keys !== null && !keys.includes(key)) throw new HttpError(401, 'Invalid API key')
}

/** Rejects at once when the signal aborts, as `fetch` does; else what the work gives. */
export function abortable<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason as Error)
    if (signal.aborted) return abort()
    signal.addEventListener('abort', abort, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}
