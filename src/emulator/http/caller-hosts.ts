import { DEFAULT_HOSTS } from '../../protocol/hosts.js'
import type { CallHosts } from './route.js'

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
