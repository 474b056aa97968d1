'use client'

import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import {
  type ChatMessage,
  type ChatPart,
  type ChatState,
  type ChatUsage,
  costOf,
  usageOf,
} from '../client/chat/chat-state.js'
import type { ChatOptions } from '../client/chat/chat-options.js'
import { type Chat, createChat, createChats } from '../client/chat/create-chat.js'
import type { ModelRunnerError } from '../client/errors/model-runner-error.js'
import type { Client } from '../client/client.js'
import { useModelRunnerContext } from '../context/use-model-runner-context.js'
import { useStableCallback } from './use-stable-callback.js'

export interface UseChatOptions extends ChatOptions {
  /** The conversation survives a reload under this name; components that name the same share it. */
  persistKey?: string | undefined
}

export interface UseChatResult {
  messages: ChatMessage[]
  phase: ChatState['phase']
  /** Sends a message; files in its parts are uploaded first. Ignored while an answer is on its way. Errors land in `error`. */
  send(content: string | ChatPart[], overrides?: ChatOptions): void
  /**
   * Ends the reading, not the bill: the answer then carries `billed: 'unknown'` until its request is read. In a tab that
   * follows another one's answer it ends the reading there.
   */
  stop(): void
  /** Asks again what failed or was stopped. Never sends again while the fate of what was sent is unread. */
  retry(): void
  /** Forgets the conversation, also in storage and in other tabs. */
  reset(): void
  setMessages(messages: ChatMessage[]): void
  error?: ModelRunnerError
  /** Tokens of the whole conversation. */
  usage?: ChatUsage
  /** What the whole conversation cost: decimal string, USD, from the charged requests; never an estimate. */
  cost?: string
}

/**
 * A conversation with a language model (category `text-to-text`): streamed, with what it cost from the charged request.
 * Errors: every kind; an empty balance is `insufficient-balance`; an answer that was cut carries `billed: 'unknown'` until its
 * request was read, and is not sent again automatically.
 *
 * @example
 * const { messages, send, stop, phase, cost } = useChat('meta/llama-4-instruct', { persistKey: 'support' })
 * <button onClick={() => send('Why is the sky blue?')}>Ask</button>
 */
export function useChat(endpoint: string, options: UseChatOptions = {}): UseChatResult {
  const { client } = useModelRunnerContext()
  const chat = useOwnChat(client, endpoint, options.persistKey)
  const state = useStore(chat.store)
  useEffect(() => chat.resume(), [chat])
  const withOptions = useStableCallback((overrides?: ChatOptions): ChatOptions => ({
    ...options,
    ...overrides,
  }))
  return {
    messages: state.messages,
    phase: state.phase,
    send: useStableCallback((content: string | ChatPart[], overrides?: ChatOptions) =>
      chat.send(content, withOptions(overrides)),
    ),
    stop: chat.stop,
    retry: useStableCallback(() => chat.retry(withOptions())),
    reset: chat.reset,
    setMessages: chat.setMessages,
    error: state.error,
    usage: usageOf(state),
    cost: costOf(state),
  }
}

/** The component's own conversation, or the shared one; another one for another client, endpoint or name. */
function useOwnChat(client: Client, endpoint: string, name: string | undefined): Chat {
  const make = () => ({
    client,
    endpoint,
    name,
    chat: name === undefined ? createChat(client, endpoint) : client.use(createChats)(endpoint, name),
  })
  const [made, setMade] = useState(make)
  let current = made
  if (made.client !== client || made.endpoint !== endpoint || made.name !== name) {
    current = make()
    setMade(current)
  }
  return current.chat
}
