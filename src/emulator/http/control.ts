import { type Fault, faultName } from '../faults/fault.js'
import type { World } from '../state/world.js'

/** What `GET /control` answers: for tools beside the app, such as Devtools. */
export interface ControlState {
  emulator: 'modelrunner-react'
  /** Names of the faults that are armed. */
  faults: string[]
  /** How often each fault really happened, by name. */
  counts: Record<string, number>
  /** Wait before every answer, ms. */
  latencyMs: number
}

/** What `PATCH /control` takes; only what is named changes. */
interface ControlChange {
  /** Added to the list; one of the same name is replaced. */
  arm?: Fault[]
  /** Names of faults to take out of the list. */
  disarm?: string[]
  latencyMs?: number
}

const LOOPBACK = /^(?:localhost|127\.0\.0\.1|\[::1\])$/

/**
 * Answers `/control`, beside the platform's own routes: no fault, no latency and no log applies to it, so that a tool can always
 * switch a fault off again. Pages are let in from this machine and from where the emulator is published.
 */
export async function answerControl(world: World, request: Request, publicUrl: string): Promise<Response> {
  const origin = request.headers.get('origin')
  const headers = new Headers({ vary: 'origin', 'cache-control': 'no-store' })
  if (origin !== null) {
    if (!isAllowed(origin, publicUrl)) return Response.json({ error: 'Forbidden' }, { status: 403, headers })
    headers.set('access-control-allow-origin', origin)
    headers.set('access-control-allow-methods', 'GET, PATCH')
    headers.set('access-control-allow-headers', 'content-type')
  }
  if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers })
  if (request.method === 'PATCH') {
    const change = await readChange(request)
    if (!change) {
      return Response.json({ error: 'Give { arm, disarm, latencyMs }.' }, { status: 400, headers })
    }
    apply(world, change)
  } else if (request.method !== 'GET') {
    return Response.json({ error: 'Method not allowed' }, { status: 405, headers })
  }
  return Response.json(stateOf(world), { headers })
}

function stateOf({ settings, faults }: World): ControlState {
  return {
    emulator: 'modelrunner-react',
    faults: settings.faults.map(faultName),
    counts: faults.counts(),
    latencyMs: settings.latencyMs,
  }
}

function apply({ settings, faults }: World, { arm = [], disarm = [], latencyMs }: ControlChange): void {
  const gone = new Set([...disarm, ...arm.map(faultName)])
  if (gone.size > 0) {
    settings.faults = [...settings.faults.filter((fault) => !gone.has(faultName(fault))), ...arm]
    faults.arm(settings.faults)
  }
  if (latencyMs !== undefined) settings.latencyMs = latencyMs
}

async function readChange(request: Request): Promise<ControlChange | undefined> {
  try {
    const { arm, disarm, latencyMs } = (await request.json()) as Record<string, unknown>
    const isValid =
      (arm === undefined || (Array.isArray(arm) && arm.every(isFault))) &&
      (disarm === undefined || (Array.isArray(disarm) && disarm.every((name) => typeof name === 'string'))) &&
      (latencyMs === undefined || (typeof latencyMs === 'number' && latencyMs >= 0))
    // Checked above; what a fault holds beside its route is as free as in `emulator.set`.
    return isValid ? ({ arm, disarm, latencyMs } as ControlChange) : undefined
  } catch {
    return undefined
  }
}

function isFault(value: unknown): boolean {
  return (
    typeof value === 'object' && value !== null && typeof (value as { route?: unknown }).route === 'string'
  )
}

function isAllowed(origin: string, publicUrl: string): boolean {
  try {
    const { hostname } = new URL(origin)
    return LOOPBACK.test(hostname) || hostname === new URL(publicUrl).hostname
  } catch {
    // A sandboxed frame: "null".
    return false
  }
}
