import type { SubmitOptions } from './submit-options.js'

/** One submit, ready to be sent: its files are uploaded. */
export interface SubmitTask {
  endpoint: string
  input: unknown
  options: SubmitOptions
  clientId: string
  signal?: AbortSignal
  /** The submit may have been sent before (a reload, an unknown end): ask before sending. ms since the epoch. */
  lostAt?: number
  /** Just before each POST leaves. */
  onSend?(): void
}
