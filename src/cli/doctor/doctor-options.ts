import type { Hosts } from '../../protocol/hosts.js'

export interface DoctorOptions {
  /** Full URL of the proxy. */
  proxyUrl: string
  hosts: Hosts
  /** Headers of a signed-in person (a session cookie), where the app asks for one. */
  headers: Record<string, string>
  /** Headers of another signed-in person: only then can be told whether people are kept apart. */
  otherHeaders?: Record<string, string>
  /** Origin of the app's pages, as storage sees it. @default the proxy's */
  origin?: string
  /** The real key, to look for it in every answer; never sent or shown. */
  apiKey?: string
  /** How long an answer, or the first byte of a stream, may take, ms. */
  timeoutMs: number
  /** Leaves storage alone: otherwise one byte of an upload is sent, which is never completed. */
  skipStorage?: boolean
  /** How many event streams the platform has open; where it can be asked (an emulator in the same process), aborts can be checked. */
  openStreams?: () => number
}
