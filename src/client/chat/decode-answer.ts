import type { RequestItem } from '../../protocol/request-item.js'
import type { ChatUsage } from './chat-state.js'

/** The answer in a request's output: a completion object, or plain text; undefined where it holds none. */
export function answerOf({ output }: RequestItem) {
  if (typeof output === 'string')
    return { content: output, reasoning: '', toolCalls: undefined, usage: undefined }
  const { choices, usage } = (output ?? {}) as { choices?: unknown; usage?: unknown }
  const message = Array.isArray(choices)
    ? (choices[0] as { message?: Record<string, unknown> } | undefined)?.message
    : undefined
  if (!message) return undefined
  const { content, reasoning_content: reasoning, tool_calls: calls } = message
  return {
    content: typeof content === 'string' ? content : '',
    reasoning: typeof reasoning === 'string' ? reasoning : '',
    toolCalls: Array.isArray(calls) ? (calls as unknown[]) : undefined,
    usage: decodeUsage(usage),
  }
}

/** `usage` of a completion; undefined where it is none. */
export function decodeUsage(usage: unknown): ChatUsage | undefined {
  const fields = (usage ?? {}) as Record<string, unknown>
  const { prompt_tokens: promptTokens, completion_tokens: completionTokens } = fields
  if (typeof promptTokens !== 'number' || typeof completionTokens !== 'number') return undefined
  const detail = (name: string, key: string) => {
    const value = (fields[name] as Record<string, unknown> | null | undefined)?.[key]
    return typeof value === 'number' ? value : undefined
  }
  return {
    promptTokens,
    cachedTokens: detail('prompt_tokens_details', 'cached_tokens'),
    completionTokens,
    reasoningTokens: detail('completion_tokens_details', 'reasoning_tokens'),
  }
}
