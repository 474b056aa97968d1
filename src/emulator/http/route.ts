import { type Hosts, DEFAULT_HOSTS } from '../../protocol/hosts.js'
import type { Fault, RouteName } from '../faults/fault.js'
import type { LogEntry } from '../emulator.js'
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
  /** Where one path serves two routes, distinguished by the query. */
  nameOf?(url: URL): RouteName
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS'
  /** In Hono's syntax, after the prefix of its host: /queue, /rest, /media, /bucket. */
  path: string
  /** Presigned URLs and media need no key. */
  isPublic?: boolean
  /** Whose envelope its errors come in. @default the platform's */
  errors?: 'openai'
  handle(call: Call): Response | Promise<Response>
}

const REAL_HOSTS: CallHosts = { ...DEFAULT_HOSTS, bucket: 'https://bucket.modelrunner.ai' }

/** The platform's own names and the prefix each stands for. modelrunner.run serves the REST routes too. */
const REAL_PREFIXES: Record<string, string> = {
  'queue.modelrunner.run': '/queue',
  'api.modelrunner.run': '/rest',
  'modelrunner.run': '/rest',
  'media.modelrunner.ai': '/media',
  'bucket.modelrunner.ai': '/bucket',
}

export function hostsUnder(base: string): CallHosts {
  const root = base.replace(/\/+$/, '')
  return { queue: `${root}/queue`, rest: `${root}/rest`, media: `${root}/media`, bucket: `${root}/bucket` }
}

/** Where a URL leads inside the emulator: `/queue/…` however the caller names the host. */
export function innerPath(url: URL, publicUrl: string): string {
  const real = REAL_PREFIXES[url.hostname]
  if (real) return real + url.pathname
  const base = new URL(publicUrl).pathname.replace(/\/+$/, '')
  return base && url.pathname.startsWith(`${base}/`) ? url.pathname.slice(base.length) : url.pathname
}

/** The hosts to use in the answer. A caller who used the platform's names gets them back; a fixed public URL wins over the caller's origin. */
export function callerHosts(url: URL, publicUrl: string, isFixed: boolean): CallHosts {
  if (REAL_PREFIXES[url.hostname]) return REAL_HOSTS
  return hostsUnder(isFixed ? publicUrl : url.origin)
}
