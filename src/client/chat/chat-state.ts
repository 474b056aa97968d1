import type { RequestItem } from '../../protocol/request-item.js'
import { outcomeOf } from '../../protocol/request-item.js'
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

/** What one frame of an answer adds. */
export interface ChatDelta {
  text: string
  reasoning: string
  requestId?: string
  usage?: ChatUsage
  toolCalls?: unknown[]
}

export type ChatEvent =
  | { type: 'send'; clientId: string; answerId: string; messages: ChatMessage[]; at: number }
  /** Files are uploaded: the message holds their URLs. */
  | { type: 'prepared'; content: string | ChatPart[] }
  | { type: 'delta'; delta: ChatDelta }
  | { type: 'finished' }
  | { type: 'failed'; error: ModelRunnerError; isSent: boolean }
  | { type: 'stopped'; isSent: boolean }
  /** The request was read and has its outcome. */
  | { type: 'read'; clientId: string; item: RequestItem; error?: ModelRunnerError }
  /** The platform knows no such request: nothing was taken, nothing is billed. */
  | { type: 'absent'; clientId: string; error?: ModelRunnerError }
  /** Reading was given up: what it cost is not known. */
  | { type: 'unreadable'; clientId: string }
  | { type: 'replaced'; state: ChatState }

export const EMPTY_CHAT: ChatState = { messages: [], phase: 'idle', unread: [], charges: {} }

/** The next state of a conversation. Pure: what has to be done follows from `turn` and `unread`. */
export function reduce(state: ChatState, event: ChatEvent): ChatState {
  const { turn } = state
  switch (event.type) {
    case 'send': {
      if (turn) return state
      const { clientId, answerId, at } = event
      const answer: ChatMessage = { id: answerId, role: 'assistant', content: '', state: 'sending' }
      return {
        ...state,
        messages: [...event.messages, answer],
        phase: 'sending',
        error: undefined,
        turn: { clientId, answerId, status: 'preparing', at },
      }
    }
    case 'prepared': {
      if (!turn) return state
      const messages = state.messages.map((message, index) =>
        index === state.messages.length - 2
          ? { ...message, content: event.content, state: 'done' as const }
          : message,
      )
      return { ...state, messages, turn: { ...turn, status: 'sending' } }
    }
    case 'delta':
      return turn ? withDelta(state, turn, event.delta) : state
    case 'finished':
      return turn
        ? {
            ...withAnswer(state, turn.answerId, { state: 'done' }),
            phase: 'idle',
            turn: undefined,
            unread: [...state.unread, unreadOf(turn, 'cost')],
          }
        : state
    case 'stopped':
      return turn ? left(state, turn, event.isSent, { state: 'stopped' }, 'idle', 'cost') : state
    case 'failed':
      return turn
        ? { ...left(state, turn, event.isSent, { state: 'failed' }, 'failed', 'answer'), error: event.error }
        : state
    case 'read':
      return withItem(state, event.clientId, event.item, event.error)
    case 'absent':
    case 'unreadable': {
      const unread = state.unread.find((each) => each.clientId === event.clientId)
      if (!unread) return state
      const next = { ...state, unread: state.unread.filter((each) => each !== unread) }
      if (event.type === 'unreadable') return next
      const error = unread.wants === 'answer' && isLast(state, unread.answerId) ? event.error : undefined
      return {
        ...withAnswer(next, unread.answerId, { billed: undefined }),
        error: error ?? state.error,
      }
    }
    case 'replaced':
      return event.state
    default:
      return event satisfies never
  }
}

/** Whether a retry may send anew: not while the fate of what was sent is unread. */
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

function withDelta(state: ChatState, turn: ChatTurn, delta: ChatDelta): ChatState {
  const answer = state.messages.find((message) => message.id === turn.answerId)
  const requestId = delta.requestId ?? turn.requestId
  const before = typeof answer?.content === 'string' ? answer.content : ''
  const next = withAnswer(state, turn.answerId, {
    state: 'streaming',
    content: before + delta.text,
    ...(delta.reasoning && { reasoning: (answer?.reasoning ?? '') + delta.reasoning }),
    ...(delta.usage && { usage: delta.usage }),
    ...(delta.toolCalls && { tool_calls: delta.toolCalls }),
    requestId,
  })
  const charge =
    requestId !== undefined && delta.usage
      ? { ...state.charges, [requestId]: { ...state.charges[requestId], usage: delta.usage } }
      : state.charges
  return { ...next, phase: 'streaming', charges: charge, turn: { ...turn, status: 'streaming', requestId } }
}

/** The reading of an answer ended early. What arrived stays; an answer of which nothing was handed over goes. */
function left(
  state: ChatState,
  turn: ChatTurn,
  isSent: boolean,
  patch: Pick<ChatMessage, 'state'>,
  phase: ChatState['phase'],
  wants: UnreadRequest['wants'],
): ChatState {
  const after: ChatState = { ...state, phase, turn: undefined }
  if (isSent) {
    const next = withAnswer(after, turn.answerId, { ...patch, billed: 'unknown' })
    return { ...next, unread: [...state.unread, unreadOf(turn, wants)] }
  }
  const messages = state.messages.filter((message) => message.id !== turn.answerId)
  const asked = messages.at(-1)
  return {
    ...after,
    messages: asked ? [...messages.slice(0, -1), { ...asked, state: patch.state }] : messages,
  }
}

function withItem(
  state: ChatState,
  clientId: string,
  item: RequestItem,
  error?: ModelRunnerError,
): ChatState {
  const unread = state.unread.find((each) => each.clientId === clientId)
  if (!unread) return state
  const outcome = outcomeOf(item)
  const cost = outcome === 'succeeded' ? item.totalPrice : undefined
  const told = answerOf(item)
  const known = state.charges[item.id]
  const usage = told?.usage ?? known?.usage
  const charges = outcome === 'succeeded' ? { ...state.charges, [item.id]: { cost, usage } } : state.charges
  const patch: Partial<ChatMessage> = { requestId: item.id, billed: undefined, cost, ...(usage && { usage }) }
  const isWhole = unread.wants === 'answer' && outcome === 'succeeded' && told !== undefined
  if (isWhole) {
    Object.assign(patch, { state: 'done', content: told.content, tool_calls: told.toolCalls })
    if (told.reasoning) patch.reasoning = told.reasoning
  }
  const next = {
    ...withAnswer(state, unread.answerId, patch),
    charges,
    unread: state.unread.filter((each) => each !== unread),
  }
  // What this answer's failure said is settled now; that of a later one is not touched.
  if (unread.wants !== 'answer' || state.turn || !isLast(state, unread.answerId)) return next
  if (isWhole) return { ...next, phase: 'idle', error: undefined }
  return { ...next, error: error ?? next.error }
}

/** The answer in a request's output: a completion object, or plain text. */
function answerOf({ output }: RequestItem) {
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
  const told = (usage ?? {}) as Record<string, unknown>
  const { prompt_tokens: promptTokens, completion_tokens: completionTokens } = told
  if (typeof promptTokens !== 'number' || typeof completionTokens !== 'number') return undefined
  const detail = (name: string, key: string) => {
    const value = (told[name] as Record<string, unknown> | null | undefined)?.[key]
    return typeof value === 'number' ? value : undefined
  }
  return {
    promptTokens,
    cachedTokens: detail('prompt_tokens_details', 'cached_tokens'),
    completionTokens,
    reasoningTokens: detail('completion_tokens_details', 'reasoning_tokens'),
  }
}

function withAnswer(state: ChatState, id: string, patch: Partial<ChatMessage>): ChatState {
  return {
    ...state,
    messages: state.messages.map((message) => (message.id === id ? { ...message, ...patch } : message)),
  }
}

function unreadOf(
  { clientId, answerId, requestId, at }: ChatTurn,
  wants: UnreadRequest['wants'],
): UnreadRequest {
  return { clientId, answerId, requestId, wants, at }
}

function isLast({ messages }: ChatState, id: string): boolean {
  return messages.at(-1)?.id === id
}
