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
  const { content, reasoning_content: reasoning, tool_calls: calls, images } = message
  const text = textOfContent(content)
  const urls = imageUrls(Array.isArray(content) ? content : images) ?? []
  return {
    content:
      urls.length > 0
        ? [
            { type: 'text' as const, text },
            ...urls.map((url) => ({ type: 'image_url' as const, image_url: { url } })),
          ]
        : text,
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

/** Where the pictures of an answer are: in `images` of a message, or among the parts of its content. */
export function imageUrls(parts: unknown): string[] | undefined {
  if (!Array.isArray(parts)) return undefined
  const urls = (parts as ({ image_url?: { url?: unknown } } | null)[]).map((part) => part?.image_url?.url)
  return urls.filter((url) => typeof url === 'string')
}

/** Content is text, or parts of which some are. */
export function textOfContent(content: unknown): string {
  if (Array.isArray(content))
    return content.map((part: { text?: unknown } | null) => textOfContent(part?.text)).join('')
  return typeof content === 'string' ? content : ''
}
