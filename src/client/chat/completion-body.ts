import { CLIENT_ID_KEY } from '../../protocol/headers.js'
import type { ChatMessage } from './chat-state.js'
import type { ChatOptions } from './chat-options.js'

/** The body of a completion call: the conversation so far, streamed, with its usage and the tag that finds it again. */
export function completionBody(
  messages: ChatMessage[],
  { system, params, metadata }: ChatOptions,
  clientId: string,
) {
  const wire = messages.flatMap(({ role, content, tool_calls: calls, tool_call_id: call }) => {
    const isEmpty = content.length === 0 && !calls
    if (isEmpty) return []
    return {
      role,
      content,
      ...(calls && { tool_calls: calls }),
      ...(call !== undefined && { tool_call_id: call }),
    }
  })
  return {
    ...params,
    messages: system ? [{ role: 'system', content: system }, ...wire] : wire,
    stream: true,
    stream_options: { include_usage: true },
    metadata: { ...metadata, [CLIENT_ID_KEY]: clientId },
  }
}
