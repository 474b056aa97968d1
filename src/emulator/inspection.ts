import type { RouteName } from './faults/route-name.js'

/** One call that reached the emulator. */
export interface LogEntry {
  /** ms of the emulator's clock. */
  at: number
  method: string
  route: RouteName
  /** Path and query, without the host. */
  path: string
  /** What was answered; absent where the connection was cut. */
  status?: number
  /** The endpoint, where the route has one. */
  endpoint?: string
  /** The request the call was about or made. */
  requestId?: string
  /** The part a PUT carried. */
  partNumber?: number
  /** Name of the fault that was applied. */
  fault?: string
}

/** What has been charged. */
export interface Billed {
  /** Requests that were charged (or charged in part). */
  count: number
  /** Decimal string, USD. */
  total: string
}

export interface StreamCounts {
  /** Connections open at this moment. */
  open: number
  /** Connections opened since the start or the last reset. */
  opened: number
}

/** A file that storage received. */
export interface ReceivedUpload {
  /** The public URL. */
  url: string
  storageKey: string
  contentType: string
  /** Bytes. */
  size: number
  /** Hex, of all bytes in order. */
  sha256: string
  kind: 'single' | 'relay' | 'multipart'
  state: 'open' | 'complete'
  /** Numbers of the parts in the order in which they were received, repeats included; empty for a single PUT. */
  partsReceived: number[]
}
