import { reportError, MissingNotice } from '../shared/server-reports.js'
import { BoundedMap } from '../shared/bounded-map.js'
import { isKeyMissing, NO_KEY_TEXT } from './access/caller.js'
import type { User } from './isolation/user.js'
import { CallCounter } from './limits/call-counter.js'
import { PriceList } from './limits/price-list.js'
import { RunBook } from './limits/run-book.js'
import { Settlements } from './limits/settlements.js'
import type { ProxyErrorContext } from './options.js'
import type { Settings } from './settings.js'
import { guardStore, type GuardedStore } from './store/guarded-store.js'
import { createMemoryStore, isMemoryStore } from './store/memory-store.js'
import { StoreAge } from './store/store-age.js'
import { StreamHubs } from './stream/stream-hub.js'
import { ChatClaims } from './submit/submit-claim.js'
import { SubmitLedger } from './submit/submit-ledger.js'
import { BodyBudget } from './upstream/bodies.js'
import { UserState, UserStates } from './user-state.js'

/** Users whose tags are kept: they are made by a few hashes each. */
const MAX_USERS = 2_000
const USER_TTL_MS = 24 * 60 * 60 * 1000

/** What one handler keeps between calls. What must outlive it, or hold for several processes, is in the store. */
export interface HandlerState {
  store: GuardedStore
  users: BoundedMap<Promise<User>>
  userStates: UserStates
  /** Callers without a `userId`, together. */
  everybody: UserState
  bodies: BodyBudget
  calls: CallCounter
  runs: RunBook
  settlements: Settlements
  prices: PriceList
  submits: SubmitLedger
  chats: ChatClaims
  streams: StreamHubs
  report(error: unknown, context: ProxyErrorContext): void
  /** Says once, to `onError` or in the log, that calls are refused until a key is set. */
  reportMissingKey(request: Request): void
}

export function createHandlerState(settings: Settings): HandlerState {
  const report = (error: unknown, context: ProxyErrorContext) =>
    reportError('modelrunner-react proxy', settings.options.onError, error, context)
  const given = settings.options.store ?? createMemoryStore()
  const store = guardStore(given, (error) => report(error, { stage: 'store' }))
  const isShared = !isMemoryStore(given)
  const age = new StoreAge(store, isShared)
  const runs = new RunBook(store)
  const noKey = new MissingNotice(NO_KEY_TEXT)
  if (isKeyMissing(settings.options.apiKey)) noKey.atStart()
  return {
    store,
    users: new BoundedMap(MAX_USERS, USER_TTL_MS),
    userStates: new UserStates(),
    everybody: new UserState(`process-${crypto.randomUUID()}`),
    bodies: new BodyBudget(),
    calls: new CallCounter(store),
    runs,
    settlements: new Settlements(settings.options, store, runs, report),
    prices: new PriceList(),
    submits: new SubmitLedger(store, age),
    chats: new ChatClaims(store, age),
    // A store of its own has nobody to share the stream with.
    streams: new StreamHubs(settings, settings.options.store ? store : undefined),
    report,
    reportMissingKey: (request) =>
      noKey.atCall(settings.options.onError && ((error) => report(error, { request, stage: 'apiKey' }))),
  }
}
