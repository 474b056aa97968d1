/** Why the platform's stream could not be opened; each waiting browser gets an answer of its own made from it. */
export interface StreamFailure {
  toResponse(): Response
  /** Trying again would not help (a bad key): those who are on the stream are let go at once. */
  isFinal: boolean
}
