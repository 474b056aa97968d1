import type { Hosts } from '../../protocol/hosts.js'
import type { Fault } from '../faults/fault.js'
import type { RouteName } from '../faults/route-name.js'
import type { LogEntry } from '../inspection.js'
import type { World } from '../state/world.js'

/** One call while it is answered. */
export interface Call {
  world: World
  request: Request
  url: URL
  params: Readonly<Record<string, string>>
  /** The hosts in the terms of the caller: URLs in the answer lead back the same way. */
  hosts: CallHosts
  /** The fault that was picked for the call, if any. */
  fault?: Fault
  /** The call's line in the log; routes note what it was about. */
  entry: LogEntry
}

export interface CallHosts extends Hosts {
  /** Where presigned URLs lie. */
  bucket: string
}

export interface Route {
  name: RouteName
  /** Where one path serves two routes, told apart by the query. */
  nameOf?(url: URL): RouteName
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS'
  /** In Hono's syntax, after the prefix of its host: /queue, /rest, /media, /bucket. */
  path: string
  /** Presigned URLs and media need no key. */
  isPublic?: boolean
  handle(call: Call): Response | Promise<Response>
}
