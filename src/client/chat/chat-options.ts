import type { Metadata } from '../../protocol/queue-envelope.js'
import type { ModelRunnerError } from '../errors/model-runner-error.js'
import type { ChatMessage } from './chat-state.js'

export interface ChatOptions {
  /** Instructions for the model, sent before the messages. */
  system?: string | undefined
  /** Sent with each call: `temperature`, `max_tokens`, `tools`, `reasoning_effort`, … */
  params?: Record<string, unknown> | undefined
  /** Stands in the request's metadata. */
  metadata?: Metadata | undefined
  /** An answer is there, whole. */
  onFinish?: ((message: ChatMessage) => void) | undefined
  onError?: ((error: ModelRunnerError) => void) | undefined
}
