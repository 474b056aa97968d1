import type { ListeningEmulator } from '../emulator.js'

/** A hash that is fed in pieces. */
export interface StreamingHash {
  update(bytes: Uint8Array): void
  /** Lower-case hex. Ends the hash. */
  digest(): string
  /** A copy of the state so far, to go on from it in two ways. */
  copy(): StreamingHash
}

/** What listening needs from the emulator. */
export interface ListenTarget {
  /** Throws ConnectionCut where the socket is to be destroyed. */
  handle(request: Request): Promise<Response>
}

/** What differs between Node and a browser. */
export interface Platform {
  createHash(algorithm: 'sha256' | 'md5'): StreamingHash
  listen(
    target: ListenTarget,
    options: { port: number; hostname: string },
  ): Promise<Omit<ListeningEmulator, 'hosts'>>
}
