import type { Client } from '../client.js'
import type { ByteLedger } from './byte-ledger.js'
import type { FileFacts } from './file-facts.js'
import type { Line } from './lines.js'
import type { Put } from './put.js'
import type { ResumeRecord, ResumeRecords } from './resume-records.js'
import type { Slots } from './slots.js'
import type { UploadNotice } from './upload-item.js'
import type { UploadOptions } from './upload-options.js'
import { MAX_RELAY_BYTES } from '../../protocol/limits.js'

/** What all uploads of one client share. */
export interface UploadEnv {
  readonly client: Client
  readonly put: Put
  /** Connections of this page. */
  readonly slots: Slots
  /** Waits for one of the connections to a host that all tabs share; resolves with the function that gives it back. */
  connections(url: string, signal: AbortSignal): Promise<() => void>
  /** What is known of the way to a host. */
  line(url: string): Line
  /** Whether a host answers at all, also where its CORS rules hide the answer. */
  isThere(url: string): Promise<boolean>
  readonly records: ResumeRecords
  /** Fingerprints of files that are going up in this page. */
  readonly claims: Set<string>
  /** Whether the storage could not be reached lately, so that the relay is tried first. */
  readonly storage: { isUnreachable(): boolean; markUnreachable(): void; markReached(): void }
}

/** One try to bring one file up, from start or resume to its end, pause or failure. */
export interface UploadRun {
  readonly file: Blob
  readonly facts: FileFacts
  readonly options: UploadOptions
  readonly ledger: ByteLedger
  /** Where in the app the list stands that shows it. */
  readonly slot: string | undefined
  /** Aborts on pause and cancel. */
  readonly signal: AbortSignal
  /** What lasts from try to try of this file. */
  readonly kept: {
    fingerprint?: string
    multipart?: ResumeRecord
    /** Key of the record that is this upload's own. */
    record?: string
  }
  /** Bytes have moved. */
  onMoved(): void
  /** Nothing is being sent now: a retry is waited for. */
  onWaiting(): void
  onNotice(notice: UploadNotice | undefined): unknown
  /** PUTs that got any answer so far: tells a network that blocks the storage from one that is shaky. */
  answers: number
  /** When a connection last carried anything of this try, ms since the epoch. */
  answeredAt?: number
  /** Where the last PUT went. */
  target?: string
  /** Parts taken so far: each forgives the failures before it. */
  taken: number
  /** PUTs under way. */
  flying: number
}

/** Whether the platform's relay may and can take this file. */
export function canRelay({ options, facts }: Pick<UploadRun, 'options' | 'facts'>): boolean {
  return options.relay !== 'never' && facts.size <= MAX_RELAY_BYTES
}
