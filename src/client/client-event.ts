import type { ModelRunnerError } from './errors/model-runner-error.js'
import type { RequestItem } from '../protocol/request-item.js'
import type { ConnectionState } from './stream/tracker.js'
import type { Call } from './transport/transport.js'
import type { UploadItem } from './uploads/upload-item.js'

/**
 * One call through the proxy: an event when it leaves, without an end, and one when it ended. Both carry the same `call` and
 * `at`. A retry is a call of its own with the same `call`. A stream is answered when its headers are there.
 */
export interface CallEvent {
  type: 'call'
  /** When it left, ms since the epoch. */
  at: number
  call: Pick<Call, 'host' | 'path' | 'method' | 'query' | 'body'>
  /** HTTP status of an answer that was taken. */
  status?: number
  /** The answer, decoded and checked. */
  answer?: unknown
  error?: ModelRunnerError
}

/** One PUT to the storage: an event when it leaves, without `end`, and one when it ended. Both carry the same `file`, `part` and `at`. */
export interface PutEvent {
  type: 'put'
  /** When it left, ms since the epoch. */
  at: number
  /** The whole file; an `UploadItem` has the same. */
  file: Blob
  /** From 1; a file that is sent whole is part 1. */
  part: number
  /** Bytes of this PUT. */
  size: number
  /** Where it goes, without the signature. */
  url: string
  end?: 'answered' | 'failed'
  /** HTTP status, where there was an answer that the page may read. */
  status?: number
}

/** A list of uploads changed; at most ten times a second. */
export interface UploadsEvent {
  type: 'uploads'
  uploads: readonly UploadItem[]
}

/** A request as it came, over the stream or as the answer of a call: then it is the same object as in that call's `answer`. */
export interface RequestEvent {
  type: 'request'
  item: RequestItem
}

/** The live connection changed; once with its state at the beginning. */
export interface ConnectionStateEvent {
  type: 'connection'
  state: ConnectionState
}

/** What `client.observe` reports. */
export type ClientEvent = CallEvent | PutEvent | UploadsEvent | RequestEvent | ConnectionStateEvent
