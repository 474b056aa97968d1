import type { ChatMessageState } from '../../client/chat/chat-state.js'
import type { UseChatResult } from '../../hooks/useChat.js'
import { createParts } from '../internal/create-parts.js'

/** Parts of `<ChatRunner>` and their states. */
export interface ChatRunnerParts {
  root: UseChatResult['phase']
  /** Holds the messages; an app may give it a height and let it scroll: it follows the answer. */
  log: never
  messages: never
  message: ChatMessageState
  author: never
  /** What the message says, and what the model thought. */
  text: never
  /** What the model thought, folded. */
  reasoning: never
  /** An answer is on its way and has no text yet. */
  waiting: never
  /** That an answer was stopped or cut, and what that means for money. */
  note: never
  /** Buttons below a message, and what it cost. */
  actions: never
  copy: 'idle' | 'copied'
  retry: never
  cost: never
  empty: never
  composer: never
  input: never
  /** Buttons below the input, and what the conversation cost. */
  controls: never
  send: never
  stop: never
  clear: never
  /** What the conversation cost so far. */
  total: never
}

export const { Root, Part } = createParts<ChatRunnerParts>('chat-runner')
