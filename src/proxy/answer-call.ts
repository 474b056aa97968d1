import type { Call } from './call.js'
import { forward } from './forward.js'
import { ISOLATED } from './isolation/answer-isolated.js'
import { openStream } from './stream/platform-stream.js'
import { answerSubmit } from './submit/answer-submit.js'

/** Answers a call that passed every gate. */
export async function answerCall(call: Call): Promise<Response> {
  const { route, user } = call
  if (route === 'stream') return joinStream(call)
  if (route === 'submit') return answerSubmit(call)
  const isolated = user && route && ISOLATED[route]
  return isolated ? isolated(call, user) : forward(call)
}

function joinStream({ settings, memory, apiKey, target, user, request }: Call): Promise<Response> {
  // Shared by many browsers: nothing of this one's goes upstream.
  const headers = new Headers({ accept: 'text/event-stream', authorization: `Key ${apiKey}` })
  const url = `${target.base}${target.path}`
  const hub = memory.hubs.find(`${apiKey} ${url}`, (signal) =>
    openStream(settings, { url, method: 'GET', headers, signal }),
  )
  return hub.join(user?.ownerTag, request.signal)
}
