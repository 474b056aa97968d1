import type { StoreApi } from 'zustand/vanilla'
import { CLIENT_ID_KEY } from '../../protocol/headers.js'
import {
  outcomeOf,
  requestItemShape,
  requestPageShape,
  type RequestItem,
  type RequestPage,
} from '../../protocol/request-item.js'
import { errorFromItem } from '../errors/from-item.js'
import type { Client } from '../client.js'
import { createLive } from '../live/create-live.js'
import type { Transport } from '../transport/transport.js'
import type { ChatState, UnreadRequest } from './chat-state.js'
import { notTaken } from './fate-errors.js'
import type { ChatEvent } from './reduce.js'

/** First wait before a request is read for an answer that was cut: the platform is still writing it, ms. */
const READ_ANSWER_MS = 1_000
const READ_COST_MS = 250
const MAX_READ_WAIT_MS = 5_000
/** The platform ends an answer within about five minutes; a bill may settle later, ms. */
const READ_FOR_MS = 10 * 60_000
/** A request that the list does not show after this long, and three reads, was not taken, ms. */
const ABSENT_AFTER_MS = 5_000
const MIN_READS = 3

export interface FateReader {
  /** Reads a request until it has its outcome; nothing where it is being read. */
  read(unread: UnreadRequest): Promise<void>
  /** Reads answers that are waited for at once, and those again whose reading was given up. */
  wake(unread: readonly UnreadRequest[]): void
}

/** Reads what became of calls whose answer did not arrive whole, and what the others cost. */
export function createFateReader(
  client: Client,
  store: StoreApi<ChatState>,
  dispatch: (event: ChatEvent) => void,
): FateReader {
  const { clock, environment } = client.config
  const reading = new Set<string>()
  /** End the waits before answers are read again. */
  const waits = new Set<() => void>()

  async function read(unread: UnreadRequest) {
    const { clientId, wants } = unread
    if (reading.has(clientId)) return
    reading.add(clientId)
    const since = clock.monotonic()
    let reads = 0
    const isWanted = () => store.getState().unread.some((each) => each.clientId === clientId)
    for (let tries = 0; isWanted(); tries++) {
      const first = wants === 'answer' ? READ_ANSWER_MS : READ_COST_MS
      await pause(Math.min(MAX_READ_WAIT_MS, first * 1.6 ** tries), wants === 'answer')
      if (!isWanted()) break
      try {
        const item = await findRequest(client.transport, unread)
        reads += 1
        if (item && outcomeOf(item) !== 'pending') {
          client.use(createLive).requests.applyItem(item)
          dispatch({ type: 'read', clientId, item, error: errorFromItem(item) })
          break
        }
        const isAbsent = !item && !unread.requestId && reads >= MIN_READS
        if (isAbsent && clock.monotonic() - since >= ABSENT_AFTER_MS) {
          const { error } = store.getState()
          dispatch({ type: 'absent', clientId, error: error && notTaken(error) })
          break
        }
      } catch {
        // A read that is refused says nothing about the answer: it is tried again.
      }
      // What it cost stays unknown: a retry, the next message or a reload reads again.
      if (clock.monotonic() - since > READ_FOR_MS) break
    }
    reading.delete(clientId)
  }

  /** Waits; a retry, or a connection that is back, ends the wait of an answer. */
  function pause(ms: number, canWake: boolean): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        waits.delete(done)
        cancel()
        stopListening()
        resolve()
      }
      const cancel = clock.after(ms, done)
      const stopListening = environment.onPageEvent((event) => {
        if (canWake && event === 'online') done()
      })
      if (canWake) waits.add(done)
    })
  }

  return {
    read,
    wake(unread) {
      for (const each of unread) void read(each)
      for (const end of [...waits]) end()
    },
  }
}

/** By its id or, where none arrived, by its tag. */
async function findRequest(
  transport: Transport,
  { requestId, clientId }: UnreadRequest,
): Promise<RequestItem | undefined> {
  if (requestId !== undefined) {
    const path = `/requests/${encodeURIComponent(requestId)}`
    return transport.call<RequestItem>({ host: 'queue', path, shape: requestItemShape })
  }
  const { data } = await transport.call<RequestPage>({
    host: 'queue',
    path: '/requests',
    query: { metadata: JSON.stringify({ [CLIENT_ID_KEY]: clientId }), limit: 1 },
    shape: requestPageShape,
  })
  return data.find((item) => item.metadata?.[CLIENT_ID_KEY] === clientId)
}
