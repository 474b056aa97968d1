import type { Call } from './call.js'
import { callUpstream, answerHeaders, setStreamHeaders, upstreamHeaders } from './upstream/call-upstream.js'
import { passBody, readBody } from './upstream/bodies.js'

/** The browser judges a stream's silence; here it only must not last for ever. */
const STREAM_STALL_MS = 120_000

/** Passes one call to the platform and its answer back, both as they are. */
export async function forward({ settings, request, target, apiKey }: Call): Promise<Response> {
  const body = request.method === 'GET' ? undefined : await readBody(request, settings.maxBodyBytes)
  const upstream = await callUpstream(settings, {
    url: target.url,
    method: request.method,
    headers: upstreamHeaders(request, apiKey, body !== undefined, 'application/json'),
    body,
    signal: request.signal,
  })
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
