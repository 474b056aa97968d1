import { addDecimals, formatDecimal, parseDecimal } from '../../protocol/decimal.js'
import type { ModelRunnerError } from '../errors/model-runner-error.js'

export type ChatPart =
  { type: 'text'; text: string } | { type: 'image_url'; image_url: { url: string | File | Blob } }

/** Tokens of an answer, as the model counted them. */
export interface ChatUsage {
  promptTokens: number
  cachedTokens?: number
  completionTokens: number
  reasoningTokens?: number
}

/** `stopped`: the user ended the reading; `failed`: the answer did not arrive whole. */
export type ChatMessageState = 'sending' | 'streaming' | 'done' | 'stopped' | 'failed'

export interface ChatMessage {
  id: string
  role: 'user' | 'assistant' | 'system' | 'tool'
  content: string | ChatPart[]
  /** What a thinking model thought before it answered. */
  reasoning?: string
  state: ChatMessageState
  /** Of an answer: its request, as in the history. */
  requestId?: string
  usage?: ChatUsage
  /** Of an answer: decimal string, USD; there once the request is charged. */
  cost?: string
  /** Of an answer that was left or cut: whether it is billed is not known yet. */
  billed?: 'unknown'
  /** Tools that the model wants called, as it sent them. */
  tool_calls?: unknown[]
  /** Of a message with role `tool`: the call it answers. */
  tool_call_id?: string
}

/** A call whose answer is on its way. */
export interface ChatTurn {
  /** Tags the request, so that it is found again. */
  clientId: string
  answerId: string
  status: 'preparing' | 'sending' | 'streaming'
  requestId?: string
  /** ms since the epoch */
  at: number
}

/** A request that has to be read: for its answer, which did not arrive here, or only for what it cost. */
export interface UnreadRequest {
  clientId: string
  answerId: string
  requestId?: string
  wants: 'answer' | 'cost'
  at: number
}

export interface ChatState {
  messages: ChatMessage[]
  phase: 'idle' | 'sending' | 'streaming' | 'failed'
  error?: ModelRunnerError
  turn?: ChatTurn
  unread: UnreadRequest[]
  /** Of every request of this conversation by its id, also of answers that were removed: they were paid. */
  charges: Record<string, { cost?: string; usage?: ChatUsage }>
}

export const EMPTY_CHAT: ChatState = { messages: [], phase: 'idle', unread: [], charges: {} }

/** Whether a retry may send again: not while the fate of what was sent is unread. */
export function isFateUnread(state: ChatState): boolean {
  const last = state.messages.at(-1)
  return state.unread.some((each) => each.wants === 'answer' && each.answerId === last?.id)
}

/** What the whole conversation cost so far, exactly; undefined while nothing was charged. */
export function costOf({ charges }: Pick<ChatState, 'charges'>): string | undefined {
  const amounts = Object.values(charges).flatMap(({ cost }) => parseDecimal(cost) ?? [])
  return amounts.length > 0 ? formatDecimal(addDecimals(...amounts)) : undefined
}

/** The tokens of the whole conversation. */
export function usageOf({ charges }: Pick<ChatState, 'charges'>): ChatUsage | undefined {
  const all = Object.values(charges).flatMap(({ usage }) => usage ?? [])
  if (all.length === 0) return undefined
  const sum = (pick: (usage: ChatUsage) => number | undefined) =>
    all.some((usage) => pick(usage) !== undefined)
      ? all.reduce((total, usage) => total + (pick(usage) ?? 0), 0)
      : undefined
  return {
    promptTokens: sum((usage) => usage.promptTokens) ?? 0,
    cachedTokens: sum((usage) => usage.cachedTokens),
    completionTokens: sum((usage) => usage.completionTokens) ?? 0,
    reasoningTokens: sum((usage) => usage.reasoningTokens),
  }
}
