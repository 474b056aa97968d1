import { isTerminalState } from '../../protocol/request-item.js'
import type { Call } from '../call.js'
import { refuseBeyond } from '../limits/limits.js'
import { redactResponse } from '../upstream/redact.js'
import { streamsAllowed } from '../user-state.js'
import { openStream, type WireRequest } from './platform-stream.js'

/** A full set of streams changes when a tab closes: it is worth trying again after so long, ms. */
const STREAM_RETRY_MS = 10_000

/** Joins a browser to the stream that this process reads for all. */
export async function joinStream(call: Call): Promise<Response> {
  const { state, upstream, target, user, request, own, limits, userId } = call
  if (own.streams >= streamsAllowed(limits.streams, userId))
    refuseBeyond({ limit: 'streams', resetsAt: Date.now() + STREAM_RETRY_MS })
  own.streams += 1
  let hasLeft = false
  const leave = () => {
    if (!hasLeft) own.streams -= 1
    hasLeft = true
  }
  try {
    // Shared by many browsers: nothing of this one's goes upstream, and what it shows is filtered for each.
    const shared = { ...upstream, gate: undefined }
    const headers = new Headers({
      accept: 'text/event-stream',
      authorization: `Key ${upstream.apiKey}`,
    })
    const url = `${target.base}${target.path}`
    const open = (signal: AbortSignal) => openStream(shared, { url, method: 'GET', headers, signal })
    const settle = (request: WireRequest) => {
      if (isTerminalState(request.status)) void state.settlements.settleFrom(shared, JSON.parse(request.json))
    }
    const isSettling = state.settlements.isOn
    const hub = await state.streams.find(`${upstream.apiKey} ${url}`, open, isSettling ? settle : undefined)
    const answer = await hub.join(user?.ownerTag, request.signal, leave)
    // A failure is the platform's own text; events have been read and cleaned already.
    return answer.ok || !user ? answer : redactResponse(answer, [user.ownerTag])
  } catch (error) {
    leave()
    throw error
  }
}
