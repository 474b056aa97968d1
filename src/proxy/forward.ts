import type { Call } from './call.js'
import { readCountedBody } from './call-body.js'
import { isRecord } from './isolation/user.js'
import { passBody } from './upstream/bodies.js'
import { answerHeaders, callUpstream, setStreamHeaders, upstreamHeaders } from './upstream/call-upstream.js'
import { askUpstream, type PlatformAnswer } from './upstream/platform.js'

/** The browser judges a stream's silence; here it only must not last for ever. */
const STREAM_STALL_MS = 120_000

/** Passes one call to the platform and its answer back, both as they are. */
export async function forward(call: Call): Promise<Response> {
  const { settings, request } = call
  if (call.state.settlements.isOn && showsRuns(call)) return (await forwardWhole(call)).toResponse()
  const upstream = await callUpstream(call.upstream, await upstreamCall(call))
  const headers = answerHeaders(upstream.headers)
  // A route of the app's own rules may stream as well.
  const isStream = upstream.headers.get('content-type')?.startsWith('text/event-stream') ?? false
  if (isStream) setStreamHeaders(headers)
  const stallMs = isStream ? STREAM_STALL_MS : settings.upstreamTimeoutMs
  return new Response(upstream.body && passBody(upstream.body, { stallMs, signal: request.signal }), {
    status: upstream.status,
    statusText: upstream.statusText,
    headers,
  })
}

/** The same, with the answer read whole. Runs that it shows as ended are settled. */
export async function forwardWhole(call: Call): Promise<PlatformAnswer> {
  const answer = await askUpstream(call.upstream, await upstreamCall(call))
  settleShown(call, answer)
  return answer
}

/** Settles the runs of an answer; a run may have ended while nobody watched its stream. */
export function settleShown(call: Call, answer: PlatformAnswer): void {
  const { state, upstream } = call
  if (!answer.ok || !state.settlements.isOn || !showsRuns(call)) return
  const shown = answer.json
  const items: unknown[] = isRecord(shown) && Array.isArray(shown['data']) ? shown['data'] : [shown]
  for (const item of items) void state.settlements.settleFrom(upstream, item)
}

function showsRuns({ route }: Call): boolean {
  return route === 'request' || route === 'result' || route === 'requestList'
}

async function upstreamCall(call: Call) {
  const { request, target, upstream } = call
  const body = request.method === 'GET' ? undefined : await readCountedBody(call)
  return {
    url: target.url,
    method: request.method,
    headers: upstreamHeaders(request, upstream.apiKey, body !== undefined, 'application/json'),
    body,
    signal: request.signal,
  }
}
