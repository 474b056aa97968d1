/**
 * What several processes of one app must agree on: which submits were made, what was spent, which webhooks were
 * handled, and who holds the one event stream to the platform. Small on purpose: six operations on strings, each on a
 * single key, so that any database with a conditional write can be one.
 *
 * Every value lives for `ttlMs` and may be forgotten afterwards. An operation that rejects means that the store is away: the
 * handler then refuses what costs money and goes on with everything else.
 *
 * Keys are at most 300 characters of printable ASCII. Values are JSON, up to about 100 kB.
 */
export interface ProxyStore {
  /** The value, or undefined where there is none or it has expired. */
  get(key: string): Promise<string | undefined>
  /** Writes unless there is a value. Resolves to whether it wrote. Atomic. */
  setIfAbsent(key: string, value: string, ttlMs: number): Promise<boolean>
  /** Writes where the value is `expected`, and restarts its TTL. Resolves to whether it wrote. Atomic. */
  replace(key: string, expected: string, value: string, ttlMs: number): Promise<boolean>
  /** Deletes where the value is `expected`. Resolves to whether it deleted. Atomic. */
  remove(key: string, expected: string): Promise<boolean>
  /** Sends a message to every subscriber of the channel, in this process and in others. It may get lost. */
  publish?(channel: string, message: string): Promise<void>
  /**
   * Calls `onMessage` for each message of the channel. Resolves once subscribed, to a function that ends it. Without `publish`
   * and `subscribe`, each process holds an event stream of its own to the platform.
   */
  subscribe?(channel: string, onMessage: (message: string) => void): Promise<() => void>
}
