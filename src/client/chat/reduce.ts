import { outcomeOf, type RequestItem } from '../../protocol/request-item.js'
import type { ModelRunnerError } from '../errors/model-runner-error.js'
import type { ChatMessage, ChatPart, ChatState, ChatTurn, ChatUsage, UnreadRequest } from './chat-state.js'
import { answerOf } from './decode-answer.js'

/** What one frame of an answer adds. */
export interface ChatDelta {
  text: string
  reasoning: string
  /** Of pictures that the model made. */
  images?: string[]
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
  | { type: 'replaced'; state: ChatState }

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
    case 'absent': {
      const unread = state.unread.find((each) => each.clientId === event.clientId)
      if (!unread) return state
      const next = { ...state, unread: state.unread.filter((each) => each !== unread) }
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

function withDelta(state: ChatState, turn: ChatTurn, delta: ChatDelta): ChatState {
  const answer = state.messages.find((message) => message.id === turn.answerId)
  const requestId = delta.requestId ?? turn.requestId
  const next = withAnswer(state, turn.answerId, {
    state: 'streaming',
    content: contentWith(answer?.content ?? '', delta),
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

/** Text as long as there is nothing else; parts once there is a picture. */
function contentWith(
  content: ChatMessage['content'],
  { text, images = [] }: ChatDelta,
): ChatMessage['content'] {
  if (typeof content === 'string' && images.length === 0) return content + text
  const parts: ChatPart[] = typeof content === 'string' ? textParts(content) : content
  const last = parts.at(-1)
  const withText: ChatPart[] =
    last?.type === 'text'
      ? [...parts.slice(0, -1), ...textParts(last.text + text)]
      : [...parts, ...textParts(text)]
  return [...withText, ...images.map((url): ChatPart => ({ type: 'image_url', image_url: { url } }))]
}

function textParts(text: string): ChatPart[] {
  return text ? [{ type: 'text', text }] : []
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
  const arrived = answerOf(item)
  const known = state.charges[item.id]
  const usage = arrived?.usage ?? known?.usage
  const charges = outcome === 'succeeded' ? { ...state.charges, [item.id]: { cost, usage } } : state.charges
  const patch: Partial<ChatMessage> = { requestId: item.id, billed: undefined, cost, ...(usage && { usage }) }
  const isWhole = unread.wants === 'answer' && outcome === 'succeeded' && arrived !== undefined
  if (isWhole) {
    Object.assign(patch, { state: 'done', content: arrived.content, tool_calls: arrived.toolCalls })
    if (arrived.reasoning) patch.reasoning = arrived.reasoning
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
