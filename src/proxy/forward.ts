import type { RuleMatch } from './routing/compile-rules.js'
import type { Settings } from './settings.js'
import { callUpstream } from './upstream/call-upstream.js'
import { answerHeaders, setStreamHeaders, upstreamHeaders } from './upstream/headers.js'
import { passBody } from './upstream/pass-body.js'
import { readBody } from './upstream/read-body.js'

export interface ForwardedCall {
  request: Request
  match: RuleMatch
  apiKey: string
}

/** A live stream says something at least every 25 s; the browser judges its silence, here it only must not last for ever. */
const STREAM_STALL_MS = 120_000

/** Passes one call to the platform and its answer back, both as they are. */
export async function forward(
  settings: Settings,
  { request, match, apiKey }: ForwardedCall,
): Promise<Response> {
  const { target } = match
  const isGet = request.method === 'GET'
  const body = isGet ? undefined : await readBody(request, settings.maxBodyBytes)
  const accept = target.path === '/requests/stream' ? 'text/event-stream' : 'application/json'
  const upstream = await callUpstream(settings, {
    url: target.url,
    method: request.method,
    headers: upstreamHeaders(request, apiKey, body !== undefined, accept),
    body,
    signal: request.signal,
  })
  const headers = answerHeaders(upstream.headers)
  const isStream = upstream.headers.get('content-type')?.startsWith('text/event-stream') ?? false
  if (isStream) setStreamHeaders(headers)
  const stallMs = isStream ? STREAM_STALL_MS : settings.upstreamTimeoutMs
  return new Response(upstream.body && passBody(upstream.body, { stallMs, signal: request.signal }), {
    status: upstream.status,
    statusText: upstream.statusText,
    headers,
  })
}
