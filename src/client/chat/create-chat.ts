import { createStore, type StoreApi } from 'zustand/vanilla'
import { callApp } from '../call-app.js'
import { ModelRunnerError } from '../errors/model-runner-error.js'
import type { Client } from '../client.js'
import type { ChatOptions } from './chat-options.js'
import { ALIVE_MS, createChatRecords } from './chat-records.js'
import {
  type ChatMessage,
  type ChatPart,
  type ChatState,
  EMPTY_CHAT,
  isFateUnread,
  type UnreadRequest,
} from './chat-state.js'
import { askReadingTab, type ChatWish } from './chat-wishes.js'
import { every } from './every.js'
import { ofUnknownFate } from './fate-errors.js'
import type { FateReader } from './read-fate.js'
import type * as Reading from './reading.js'
import { type ChatEvent, reduce } from './reduce.js'
import type { TurnContext } from './run-turn.js'

const NOT_LOADED = 'The code that sends messages could not be loaded. Nothing was sent.'

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
export function createChats(client: Client): (endpoint: string, name: string) => Chat {
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

export function createChat(client: Client, endpoint: string, name?: string): Chat {
  const { clock, environment } = client.config
  const store = createStore<ChatState>(() => EMPTY_CHAT)
  const records = name === undefined ? undefined : createChatRecords(client.config, endpoint, name, makeId())
  let loading: Promise<typeof Reading> | undefined
  let fate: FateReader | undefined
  /** The answer that is read here; another tab's has none. */
  let active: AbortController | undefined
  /** Another tab's answer that was to be stopped: that tab may be gone. */
  let stopAsked: string | undefined

  function dispatch(event: ChatEvent, isStored = true) {
    store.setState(reduce(store.getState(), event), true)
    if (isStored) keep()
    readUnread()
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
    active = controller
    const turn: TurnContext = {
      client,
      endpoint,
      options,
      controller,
      records,
      state: store.getState,
      dispatch,
      keep,
      fulfil,
      isCurrent: () => active === controller,
      end: () => {
        active = undefined
      },
    }
    try {
      const { runTurn } = await load()
      if (active === controller) await runTurn(turn, content)
    } catch (cause) {
      if (active !== controller) return
      active = undefined
      // Only the loading rejects: nothing was sent.
      const error = new ModelRunnerError({ kind: 'network', message: NOT_LOADED, cause })
      dispatch({ type: 'failed', error, isSent: false })
      client.report(error)
      callApp(() => options.onError?.(error))
    }
  }

  /** Loads what gets and reads answers. */
  function load(): Promise<typeof Reading> {
    loading ??= import('./reading.js').then(
      (reading) => {
        fate = reading.createFateReader(client, store, dispatch)
        return reading
      },
      (error: unknown) => {
        loading = undefined
        throw error
      },
    )
    return loading
  }

  /** Reads what is unread; where the code for it cannot be fetched now, it is tried again. */
  function readUnread() {
    const { unread } = store.getState()
    if (unread.length === 0) return
    if (fate) for (const each of unread) void fate.read(each)
    else load().then(readUnread, () => {})
  }

  function stop() {
    const { turn } = store.getState()
    if (!turn) return
    if (!active) {
      stopAsked = turn.clientId
      ask({ type: 'stop' })
      return
    }
    const controller = active
    active = undefined
    controller.abort()
    dispatch({ type: 'stopped', isSent: turn.status !== 'preparing' })
  }

  function retry(options: ChatOptions = {}) {
    const state = store.getState()
    if (state.turn) return
    if (isFateUnread(state)) return fate ? fate.wake(state.unread) : readUnread()
    const last = state.messages.at(-1)
    if (last?.state !== 'failed' && last?.state !== 'stopped') return
    const index = state.messages.findLastIndex(({ role }) => role === 'user')
    const asked = state.messages[index]
    if (asked) sendAfter(state.messages.slice(0, index), asked, options)
  }

  /** Whether another tab reads the answer, and was asked. */
  function ask(wish: ChatWish): boolean {
    const { turn } = store.getState()
    if (active || !turn || !records?.read()?.isAlive) return false
    askReadingTab(environment, records.name, turn.clientId, wish)
    return true
  }

  function fulfil(wish: ChatWish) {
    if (wish.type === 'stop') stop()
    else if (wish.type === 'reset') reset()
    else replace(wish.messages)
  }

  function setMessages(messages: ChatMessage[]) {
    if (!ask({ type: 'replace', messages })) replace(messages)
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
      const isSent = turn.status !== 'preparing'
      dispatch(
        stopAsked === turn.clientId
          ? { type: 'stopped', isSent }
          : { type: 'failed', error: ofUnknownFate(cause), isSent },
      )
    }
  }

  /** Another tab wrote, or has forgotten the conversation. */
  function follow() {
    if (records?.read()) show()
    else if (!active) store.setState(EMPTY_CHAT, true)
  }

  function reset() {
    ask({ type: 'reset' })
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
    setMessages,
    resume() {
      // It is there before the first message, or fetched again with it.
      load().catch(() => {})
      // Those with a name are cleared by their registry.
      if (!records) return client.onClear(reset)
      show()
      const stopListening = records.onChange(follow)
      // A tab that is gone writes nothing: what it was reading is noticed here.
      const stopWatch = every(clock, ALIVE_MS, () => {
        if (store.getState().turn && !active) show()
        if (!fate) readUnread()
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
