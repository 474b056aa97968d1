import type { ClientConfig } from '../config.js'
import type { ChatMessage, ChatPart, ChatState } from './chat-state.js'

/** Browsers give an origin about 5 MB in all; characters. */
const MAX_LENGTH = 1_000_000
/** A tab that has not written for so long has gone, or sleeps: its answer is read from the request, ms. */
export const ALIVE_MS = 5_000

/** A conversation as it is stored: no files, no parameters, nothing that was sent along. */
interface ChatRecord {
  version: 1
  state: Pick<ChatState, 'messages' | 'turn' | 'unread' | 'charges'>
  /** The tab that reads the answer, and when it last wrote. */
  tab: string
  aliveAt: number
}

/** Where conversations are kept. */
export interface ChatRecords {
  /** Also of its lock. */
  readonly name: string
  read(): (ChatRecord & { isAlive: boolean }) | undefined
  /**
   * False where it could not be kept: this conversation does not survive a reload; or not yet, while another tab reads an
   * answer: that tab's record holds what must be found again after a crash.
   */
  write(state: ChatState): boolean
  remove(): void
  /** Another tab wrote. */
  onChange(listener: () => void): () => void
}

/** The record of one conversation: it belongs to a proxy, a user, an endpoint and a name. */
export function createChatRecords(
  config: ClientConfig,
  endpoint: string,
  name: string,
  tab: string,
): ChatRecords {
  const key = `modelrunner:chat:${config.scope}:${endpoint}:${name}`
  const { storage, clock, environment } = config
  function read() {
    try {
      const record: unknown = JSON.parse(storage?.getItem(key) ?? 'null')
      if (!isRecord(record)) return undefined
      const isAlive = record.tab !== tab && Math.abs(clock.now() - record.aliveAt) < ALIVE_MS
      return { ...record, isAlive }
    } catch {
      return undefined
    }
  }

  return {
    name: key,
    read,
    write({ messages, turn, unread, charges }) {
      const other = read()
      if (other?.isAlive && other.state.turn) return false
      for (const kept of [messages.map(withoutFiles), messages.map(withoutInlineImages)]) {
        const record: ChatRecord = {
          version: 1,
          state: { messages: kept, turn, unread, charges },
          tab,
          aliveAt: clock.now(),
        }
        const text = JSON.stringify(record)
        try {
          if (text.length <= MAX_LENGTH) {
            storage?.setItem(key, text)
            return storage !== null
          }
        } catch {
          // Full or forbidden: try the smaller one, then go on without.
        }
      }
      return false
    },
    remove() {
      try {
        storage?.removeItem(key)
      } catch {
        // Blocked storage holds nothing either.
      }
    },
    onChange(listener) {
      return environment.onStorage((changed) => {
        if (changed === key) listener()
      })
    },
  }
}

/** Files that are not uploaded yet cannot be stored. */
function withoutFiles(message: ChatMessage): ChatMessage {
  return withParts(message, (part) => part.type === 'text' || typeof part.image_url.url === 'string')
}

function withoutInlineImages(message: ChatMessage): ChatMessage {
  return withParts(
    message,
    (part) =>
      part.type === 'text' ||
      (typeof part.image_url.url === 'string' && !part.image_url.url.startsWith('data:')),
  )
}

function withParts(message: ChatMessage, fits: (part: ChatPart) => boolean): ChatMessage {
  return typeof message.content === 'string' ? message : { ...message, content: message.content.filter(fits) }
}

function isRecord(value: unknown): value is ChatRecord {
  const { version, state, tab, aliveAt } = (value ?? {}) as Partial<ChatRecord>
  return (
    version === 1 &&
    typeof tab === 'string' &&
    typeof aliveAt === 'number' &&
    Array.isArray(state?.messages) &&
    Array.isArray(state.unread) &&
    typeof state.charges === 'object'
  )
}
