import type { Call } from './call.js'
import { forward } from './forward.js'
import { ISOLATED } from './isolation/answer-isolated.js'
import { answerChat } from './submit/answer-chat.js'
import { answerSubmit } from './submit/answer-submit.js'
import { redactResponse } from './upstream/redact.js'
import { joinStream } from './stream/join-stream.js'

/** Answers a call that passed every check. */
export async function answerCall(call: Call): Promise<Response> {
  call.state.settlements.attend(call.own, call.upstream)
  try {
    if (call.route === 'stream') return await joinStream(call)
    const answer = await answerOf(call)
    // Users see no owner tag, wherever the platform may repeat it.
    return call.user ? redactResponse(answer, [call.user.ownerTag]) : answer
  } finally {
    call.lease.release()
  }
}

async function answerOf(call: Call): Promise<Response> {
  const { route, user } = call
  if (route === 'submit') return answerSubmit(call)
  if (route === 'chat' || route === 'chatByModel') return answerChat(call)
  const isolated = user && route && ISOLATED[route]
  return isolated ? isolated(call, user) : forward(call)
}
