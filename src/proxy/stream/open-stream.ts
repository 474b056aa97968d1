import { Refusal } from '../refusal.js'
import { callUpstream, type UpstreamCall, type UpstreamSettings } from '../upstream/call-upstream.js'
import { answerHeaders } from '../upstream/headers.js'
import { readText } from '../upstream/read-text.js'
import type { StreamFailure } from './stream-failure.js'

/** An error answer is a few lines; more of it is not told, characters. */
const MAX_ERROR_LENGTH = 64 * 1024

/** Opens the platform's event stream. Answers other than a stream become a failure that can be told many times. */
export async function openStream(
  settings: UpstreamSettings,
  call: UpstreamCall,
): Promise<ReadableStream<Uint8Array> | StreamFailure> {
  try {
    const response = await callUpstream(settings, call)
    const isStream = response.headers.get('content-type')?.startsWith('text/event-stream')
    if (response.ok && response.body && isStream) return response.body
    if (response.ok) {
      void response.body?.cancel().catch(() => undefined)
      return failureOf(new Refusal(502, 'The platform answered the event stream with something else.'))
    }
    const text = (await readText(response, settings.upstreamTimeoutMs)).slice(0, MAX_ERROR_LENGTH)
    const { status } = response
    const headers = answerHeaders(response.headers)
    return {
      toResponse: () => new Response(text, { status, headers }),
      isFinal: status < 500 && status !== 408 && status !== 429,
    }
  } catch (error) {
    return failureOf(
      error instanceof Refusal ? error : new Refusal(502, 'The event stream could not be opened.'),
    )
  }
}

function failureOf(refusal: Refusal): StreamFailure {
  return { toResponse: () => refusal.toResponse(), isFinal: false }
}
