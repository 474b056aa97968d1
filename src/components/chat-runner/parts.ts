import type { ChatMessageState } from '../../client/chat/chat-state.js'
import type { UseChatResult } from '../../hooks/useChat.js'
import { createParts } from '../internal/create-parts.js'

/** Parts of `<ChatRunner>` and their states. */
export interface ChatRunnerParts {
  root: UseChatResult['phase']
  /** Contains the messages. With a height and `overflow: auto` it scrolls and follows the answer. */
  log: never
  messages: never
  message: ChatMessageState
  author: never
  /** The content of the message and its reasoning. */
  text: never
  /** The model's reasoning, collapsed. */
  reasoning: never
  /** An image of a message. */
  image: never
  /** Shown while an answer has no text yet. */
  waiting: never
  /** Says that an answer was stopped or cut, and what is billed. */
  note: never
  /** Buttons below a message, and its cost. */
  actions: never
  copy: 'idle' | 'copied'
  /** Opens one of the user's messages in the input. */
  edit: never
  retry: never
  cost: never
  empty: never
  composer: never
  /** Says that an earlier message is being edited. */
  editing: never
  'edit-cancel': never
  /** Images of a message that is not sent yet. */
  attachments: never
  attachment: never
  /** Removes an image. */
  remove: never
  /** Opens the file dialog; only where the model takes images. */
  attach: never
  input: never
  /** Buttons below the input, and the cost of the conversation. */
  controls: never
  send: never
  stop: never
  clear: never
  /** The cost of the conversation so far. */
  total: never
}

export const { Root, Part } = createParts<ChatRunnerParts>('chat-runner')
