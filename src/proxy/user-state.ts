import { BoundedMap } from '../shared/bounded-map.js'
import { DEFAULT_STREAMS, type LimitReached } from './limits/limits.js'
import { RefusalPace, Gate } from './upstream/gate.js'
import type { OwnFiles } from './isolation/own-files.js'

/** Owners never change: the bound is only about memory (about 100 kB for each user). */
const MAX_OWNERS = 500
const OWNER_TTL_MS = 24 * 60 * 60 * 1000
/** Calls to the platform that one user has under way at a time. More than a page needs, fewer than hurt the others. */
const MAX_CALLS = 32
/** Users of whom something is kept; those with nothing under way go first. */
const MAX_USERS = 2_000

/** What one process keeps for one caller: each has bounds of its own, so that none of it can push out another's. */
export class UserState {
  /** Names the caller in keys of the store; says nothing about the user id. */
  readonly scope: string
  /** Owner tag by request id; '' for a request that is nobody's. */
  readonly owners = new BoundedMap<string>(MAX_OWNERS, OWNER_TTL_MS)
  readonly gate = new Gate(MAX_CALLS)
  /** The user's file list, while it is fresh. */
  files: OwnFiles | undefined
  readonly refusals = new RefusalPace()
  /** The limit of calls that is reached until its minute ends: the store need not be asked again. */
  callsReached: (LimitReached & { max: number }) | undefined
  streams = 0
  /** The check of runs that may have ended unseen, while one goes on. */
  reconciling: Promise<boolean> | undefined
  /** Bytes of request bodies that are in memory. */
  bodyBytes = 0

  constructor(scope: string) {
    this.scope = scope
  }

  get isIdle(): boolean {
    return this.streams === 0 && this.bodyBytes === 0 && this.gate.isIdle
  }
}

/** The callers of one handler. */
export class UserStates {
  readonly #states = new Map<string, UserState>()

  of(scope: string): UserState {
    const known = this.#states.get(scope)
    const state = known ?? new UserState(scope)
    this.#states.delete(scope)
    this.#states.set(scope, state)
    if (!known && this.#states.size > MAX_USERS) this.#forgetOne()
    return state
  }

  #forgetOne(): void {
    for (const [scope, state] of this.#states) {
      if (!state.isIdle) continue
      this.#states.delete(scope)
      return
    }
  }
}

/** Streams that a caller may have open; without a `userId` all browsers of a process share a count, so none is set. */
export function streamsAllowed(streams: number | undefined, userId: string | undefined): number {
  return streams ?? (userId === undefined ? Number.POSITIVE_INFINITY : DEFAULT_STREAMS)
}
