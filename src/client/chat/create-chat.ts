import { createStore, type StoreApi } from 'zustand/vanilla'
import { isEndpointId } from '../../protocol/hosts.js'
import type { Metadata } from '../../protocol/queue-envelope.js'
import { callApp } from '../call-app.js'
import { errorFromException } from '../errors/from-exception.js'
import { ModelRunnerError } from '../errors/model-runner-error.js'
import type { ModelRunnerClient } from '../model-runner-client.js'
import { ALIVE_MS, createChatRecords } from './chat-records.js'
import {
  type ChatMessage,
  type ChatPart,
  type ChatState,
  EMPTY_CHAT,
  isFateUnread,
  type UnreadRequest,
} from './chat-state.js'
import { completionBody } from './completion-body.js'
import { every } from './every.js'
import { isRefusal, ofUnknownFate } from './fate-errors.js'
import { createFrames } from './frames.js'
import { readCompletion } from './read-completion.js'
import { createFateReader } from './read-fate.js'
import { type ChatEvent, reduce } from './reduce.js'
import { takeTurn } from './take-turn.js'

/** A conversation is stored this often while an answer arrives, ms. */
const STORE_EVERY_MS = 1_000

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

/** A conversation with one language model, without React. */
export interface Chat {
  readonly store: StoreApi<ChatState>
  /** Sends a message; ignored while an answer is on its way. Errors land in the state. */
  send(content: string | ChatPart[], options?: ChatOptions): void
  /** Ends the reading. What arrived stays; the platform may still finish and bill the answer. */
  stop(): void
  /** Asks again what failed or was stopped. While the fate of what was sent is unread, only that is read. */
  retry(options?: ChatOptions): void
  /** Forgets the conversation, also in storage. */
  reset(): void
  setMessages(messages: ChatMessage[]): void
  /** Shows what is stored, and what other tabs store, until the function it gives is called. */
  resume(): () => void
}

/** The conversations that are known by name: every component that gives the same name and endpoint shares one. */
export function createChats(client: ModelRunnerClient): (endpoint: string, name: string) => Chat {
  const chats = new Map<string, Chat>()
  client.onClear(() => {
    for (const chat of chats.values()) chat.reset()
  })
  return (endpoint, name) => {
    const key = JSON.stringify([endpoint, name])
    const chat = chats.get(key) ?? createChat(client, endpoint, name)
    chats.set(key, chat)
    return chat
  }
}

export function createChat(client: ModelRunnerClient, endpoint: string, name?: string): Chat {
  const { clock } = client.config
  const store = createStore<ChatState>(() => EMPTY_CHAT)
  const records = name === undefined ? undefined : createChatRecords(client.config, endpoint, name, makeId())
  const fate = createFateReader(client, store, dispatch)
  /** The answer that is read here; another tab's has none. */
  let active: AbortController | undefined

  function dispatch(event: ChatEvent, isStored = true) {
    store.setState(reduce(store.getState(), event), true)
    if (isStored) keep()
    for (const unread of store.getState().unread) void fate.read(unread)
  }

  /** Stores the conversation; not while it only follows what another tab reads and stores. */
  function keep() {
    const state = store.getState()
    if (active || !state.turn) records?.write(state)
  }

  function send(content: string | ChatPart[], options: ChatOptions = {}) {
    const { messages } = store.getState()
    sendAfter(messages, { id: makeId(), role: 'user', content, state: 'sending' }, options)
  }

  function sendAfter(before: ChatMessage[], message: ChatMessage, options: ChatOptions) {
    const other = records?.read()
    if (other?.isAlive && other.state.turn) return show()
    if (store.getState().turn) return
    const messages = [...before, { ...message, state: 'sending' as const }]
    dispatch(
      { type: 'send', clientId: makeId(), answerId: makeId(), messages, at: clock.now() },
      // Files cannot be stored; what is sent is, before it leaves.
      false,
    )
    void answer(message.content, options)
  }

  async function answer(content: string | ChatPart[], options: ChatOptions) {
    const controller = new AbortController()
    const { signal } = controller
    active = controller
    const { turn } = store.getState()
    const answerId = turn?.answerId
    const frames = createFrames(clock, (delta) => dispatch({ type: 'delta', delta }, false))
    const stopStoring = records ? every(clock, STORE_EVERY_MS, keep) : () => {}
    let isSent = false
    let leave: false | (() => void) | undefined
    try {
      leave = records && (await takeTurn(client.config.environment, records.name))
      if (active !== controller) return
      if (leave === false && records?.read()?.isAlive) {
        throw new ModelRunnerError({
          kind: 'conflict',
          message: 'Another tab is getting an answer in this conversation. Wait for it, then send again.',
        })
      }
      if (!isEndpointId(endpoint)) {
        throw new ModelRunnerError({
          kind: 'validation',
          message: `"${endpoint}" is not an endpoint id (owner/alias).`,
        })
      }
      const uploaded = hasFiles(content)
        ? // The same parts, with URLs in place of files.
          ((await client.uploadFiles(content, { signal, onProgress() {} })) as ChatPart[])
        : content
      if (active !== controller) return
      dispatch({ type: 'prepared', content: uploaded })
      const response = await client.transport.open({
        host: 'queue',
        path: `/${endpoint}/chat/completions`,
        method: 'POST',
        body: completionBody(store.getState().messages, options, turn?.clientId ?? ''),
        signal,
        onSend: () => {
          isSent = true
        },
      })
      await readCompletion({ response, clock, controller, onDelta: frames.add })
      if (active !== controller) return
      frames.flush()
      active = undefined
      dispatch({ type: 'finished' })
      const message = store.getState().messages.find(({ id }) => id === answerId)
      if (message) callApp(() => options.onFinish?.(message))
    } catch (cause) {
      // Stopped, or replaced by another conversation.
      if (active !== controller) return
      frames.flush()
      active = undefined
      fail(cause, isSent, options)
    } finally {
      if (leave) leave()
      stopStoring()
      frames.end()
      controller.abort()
    }
  }

  function fail(cause: unknown, wasSent: boolean, options: ChatOptions) {
    const known = errorFromException(cause, { method: 'POST', path: `/${endpoint}/chat/completions` })
    const hasStarted = store.getState().turn?.status === 'streaming'
    const isSent = wasSent && (hasStarted || !isRefusal(known))
    const error = isSent ? ofUnknownFate(known) : known
    dispatch({ type: 'failed', error, isSent })
    client.report(error)
    callApp(() => options.onError?.(error))
  }

  function stop() {
    const { turn } = store.getState()
    if (!turn || !active) return
    const controller = active
    active = undefined
    controller.abort()
    dispatch({ type: 'stopped', isSent: turn.status !== 'preparing' })
  }

  function retry(options: ChatOptions = {}) {
    const state = store.getState()
    if (state.turn) return
    if (isFateUnread(state)) return fate.wake(state.unread)
    const last = state.messages.at(-1)
    if (last?.state !== 'failed' && last?.state !== 'stopped') return
    const index = state.messages.findLastIndex(({ role }) => role === 'user')
    const asked = state.messages[index]
    if (asked) sendAfter(state.messages.slice(0, index), asked, options)
  }

  function replace(messages: ChatMessage[]) {
    active?.abort()
    active = undefined
    const { unread, charges, turn } = store.getState()
    const left: UnreadRequest[] =
      turn && turn.status !== 'preparing'
        ? [
            {
              clientId: turn.clientId,
              answerId: turn.answerId,
              requestId: turn.requestId,
              wants: 'cost',
              at: turn.at,
            },
          ]
        : []
    dispatch({
      type: 'replaced',
      state: { ...EMPTY_CHAT, messages, charges, unread: [...unread, ...left] },
    })
  }

  /** Shows what is stored. An answer that another tab reads is followed; one that nobody reads any more is read from its request. */
  function show() {
    if (active) return
    const record = records?.read()
    if (!record) return
    const { turn } = record.state
    const state: ChatState = { ...record.state, phase: turn ? 'streaming' : 'idle' }
    if (!turn) {
      const isFailed = state.messages.at(-1)?.state === 'failed'
      dispatch(
        {
          type: 'replaced',
          state: isFailed ? { ...state, phase: 'failed', error: store.getState().error } : state,
        },
        false,
      )
    } else if (record.isAlive) dispatch({ type: 'replaced', state }, false)
    else {
      dispatch({ type: 'replaced', state }, false)
      const cause = new ModelRunnerError({
        kind: 'network',
        message: 'The page was left before the answer ended.',
      })
      dispatch({ type: 'failed', error: ofUnknownFate(cause), isSent: turn.status !== 'preparing' })
    }
  }

  function reset() {
    replace([])
    dispatch({ type: 'replaced', state: { ...EMPTY_CHAT } }, false)
    records?.remove()
  }

  return {
    store,
    send,
    stop,
    retry,
    reset,
    setMessages: replace,
    resume() {
      // Those with a name are cleared by their registry.
      if (!records) return client.onClear(reset)
      show()
      const stopListening = records.onChange(show)
      // A tab that is gone writes nothing: what it was reading is noticed here.
      const stopWatch = every(clock, ALIVE_MS, () => {
        if (store.getState().turn && !active) show()
      })
      return () => {
        stopListening()
        stopWatch()
      }
    },
  }

  function makeId(): string {
    const digits = () =>
      Math.floor(clock.random() * 36 ** 6)
        .toString(36)
        .padStart(6, '0')
    return digits() + digits() + digits()
  }
}

function hasFiles(content: string | ChatPart[]): boolean {
  return (
    typeof content !== 'string' &&
    content.some((part) => part.type === 'image_url' && typeof part.image_url.url !== 'string')
  )
}
