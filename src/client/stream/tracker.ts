import type { StoreApi } from 'zustand/vanilla'

/** State of the live connection as `useConnection` shows it. Times are ms since the epoch. */
export interface ConnectionState {
  readonly state: 'idle' | 'connecting' | 'live' | 'polling' | 'offline'
  readonly since?: number
  readonly retryAt?: number
}

/** Keeps watched requests up to date, over the stream or by polling. */
export interface Tracker {
  readonly connection: StoreApi<ConnectionState>
  /**
   * Keeps a request up to date until its outcome is known or the returned function is called.
   * `fresh`: it was submitted just now while the stream was open, so no first read is needed.
   */
  watch(id: string, options?: { endpoint?: string; fresh?: boolean }): () => void
  /** Opens the connection ahead of a submit, or for the history feed, without naming a request. */
  hold(): () => void
  /** Reads one request now. */
  refresh(id: string): Promise<void>
  reconnect(): void
  close(): void
}
