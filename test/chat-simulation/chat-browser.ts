import { createClient } from '../../src/client/create-client.js'
import { type Chat, createChats } from '../../src/client/chat/create-chat.js'
import type { TabChannel } from '../../src/client/environment.js'
import type { Clock } from '../../src/protocol/clock.js'
import type { Emulator } from '../../src/emulator/index.js'
import type { FakeClock } from '../support/fake-clock.js'
import { emulatorFetch } from '../support/emulator-fetch.js'

export interface ChatTab {
  readonly chat: Chat
  /** A reload, a crash: its timers, calls and writes are no more. */
  kill(): void
}

/** A browser whose tabs show one stored conversation; they share storage and locks. */
export class ChatBrowser {
  readonly tabs = new Set<ChatTab>()
  readonly #stored = new Map<string, string>()
  readonly #listeners = new Map<ChatTab, Set<(key: string | null) => void>>()
  readonly #held = new Map<string, ChatTab>()
  readonly #channels = new Set<TabChannel & { name: string; tab: ChatTab }>()
  readonly #clock: FakeClock
  readonly #emulator: Emulator

  constructor(clock: FakeClock, emulator: Emulator) {
    this.#clock = clock
    this.#emulator = emulator
  }

  open(endpoint: string, name: string): ChatTab {
    let isAlive = true
    const calls = new AbortController()
    const listeners = new Set<(key: string | null) => void>()
    const send = emulatorFetch(this.#emulator)
    const clock: Clock = {
      now: this.#clock.now,
      monotonic: this.#clock.monotonic,
      random: this.#clock.random,
      setTimeout: (callback, ms) => this.#clock.setTimeout(() => isAlive && callback(), ms),
      clearTimeout: this.#clock.clearTimeout,
    }
    const write = (key: string, value: string | null) => {
      if (!isAlive) return
      if (value === null) this.#stored.delete(key)
      else this.#stored.set(key, value)
      for (const [other, all] of this.#listeners) {
        if (other !== tab) for (const listener of all) setImmediate(() => listener(key))
      }
    }
    const client = createClient({
      proxyUrl: '/proxy',
      hosts: this.#emulator.hosts,
      live: 'off',
      clock,
      storage: {
        getItem: (key: string) => this.#stored.get(key) ?? null,
        setItem: (key: string, value: string) => write(key, value),
        removeItem: (key: string) => write(key, null),
      } as Storage, // The conversation uses no more of it than this.
      environment: {
        onStorage: (listener) => {
          const own = (key: string | null) => isAlive && listener(key)
          listeners.add(own)
          return () => listeners.delete(own)
        },
        openChannel: (name) => this.#openChannel(name, tab),
        locks: () => ({ request: this.#lock(() => tab) as LockManager['request'] }),
      },
      fetch: (input, init) => {
        if (!isAlive) return new Promise(() => {})
        const { signal } = init ?? {}
        return send(input, {
          ...init,
          signal: signal ? AbortSignal.any([signal, calls.signal]) : calls.signal,
        })
      },
    })
    const chat = createChats(client)(endpoint, name)
    const tab: ChatTab = {
      chat,
      kill: () => {
        isAlive = false
        calls.abort()
        this.tabs.delete(tab)
        this.#listeners.delete(tab)
        for (const [lock, holder] of this.#held) if (holder === tab) this.#held.delete(lock)
        for (const channel of this.#channels) if (channel.tab === tab) channel.close()
      },
    }
    this.tabs.add(tab)
    this.#listeners.set(tab, listeners)
    chat.resume()
    return tab
  }

  /** A BroadcastChannel: what is posted arrives in all others of its name, also where its sender has closed. */
  #openChannel(name: string, tab: ChatTab): TabChannel {
    const channels = this.#channels
    const channel: TabChannel & { name: string; tab: ChatTab } = {
      name,
      tab,
      onmessage: null,
      postMessage: (data) => {
        for (const other of channels) {
          if (other === channel || other.name !== name) continue
          const event = new MessageEvent('message', { data: structuredClone(data) })
          setImmediate(() => channels.has(other) && other.onmessage?.(event))
        }
      },
      close: () => void channels.delete(channel),
    }
    channels.add(channel)
    return channel
  }

  /** Web Locks with `ifAvailable`, which is all that a conversation asks for. */
  #lock(holder: () => ChatTab) {
    return async (name: string, _options: LockOptions, callback: (lock: object | null) => unknown) => {
      if (this.#held.has(name)) return callback(null)
      const tab = holder()
      this.#held.set(name, tab)
      try {
        return await callback({ name })
      } finally {
        if (this.#held.get(name) === tab) this.#held.delete(name)
      }
    }
  }
}
