import type { WireIssue } from '../../protocol/error-envelope.js'

/** What a run may read and use. */
export interface RunCall {
  /** The input's own fields; the reserved keys are taken out. */
  input: Readonly<Record<string, unknown>>
  requestId: string
  endpoint: string
  /** From the input's seed where it has one, else from the request's id. */
  seed: number
  /**
   * Puts a file on the media host and gives its URL. Bytes may be a function: then they are made when they are first asked for.
   */
  publish(
    name: string,
    contentType: string,
    bytes: Uint8Array | (() => Uint8Array | Promise<Uint8Array>),
  ): string
  /** A file on the media host; undefined for a foreign URL, and for a file too large to be kept. */
  find(url: string): FoundFile | undefined
}

/** A file that an input names. */
export interface FoundFile {
  contentType: string
  /** At hand for uploads; an output is made when it is loaded. */
  bytes?: Uint8Array
  load(): Promise<Uint8Array>
}

/** How a run ends. */
export type RunEnd =
  /** `units`: what is billed, where it is not what the input promised. `partial`: what is missing; billing is then `partial`. */
  | { kind: 'output'; output: unknown; units?: number; partial?: string }
  /** COMPLETED with billing failed; the result URL answers 422. */
  | { kind: 'failed'; error: string; code?: string; validationErrors?: WireIssue[] }
  /** COMPLETED with billing failed and an output with nothing in it; the result URL answers 200. */
  | { kind: 'empty'; output: unknown }
  /** FAILED. */
  | { kind: 'force-failed'; error: string }
