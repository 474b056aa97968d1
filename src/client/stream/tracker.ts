import type { StoreApi } from 'zustand/vanilla'

/** The connection outlives its last use by this, so that one run after another shares it, and a quick one is still seen to end, ms. */
export const LINGER_MS = 500

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
   * `fresh`: what is known of it was read just now, so no first read is needed.
   */
  watch(id: string, options?: { fresh?: boolean }): () => void
  /** A submit that was sent at `sentAt` (ms since the epoch) was answered with this id: where the stream was up all along, no read is needed. */
  submitted(id: string, sentAt: number): void
  /** Opens the connection ahead of a submit, or for the history feed, without naming a request. */
  hold(): () => void
  /** Reads one request now. */
  refresh(id: string): Promise<void>
  reconnect(): void
  close(): void
}
