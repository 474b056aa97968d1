/** Base URLs of the platform's three hosts. Each may carry a path, as a self-hosted gateway's or the emulator's do. */
export interface Hosts {
  /** Submit, status, result, stream. */
  queue: string
  /** Files, catalog, prices, balance. */
  rest: string
  /** Where outputs and uploaded files are served from. */
  media: string
}

export const DEFAULT_HOSTS: Hosts = {
  queue: 'https://queue.modelrunner.run',
  rest: 'https://api.modelrunner.run',
  media: 'https://media.modelrunner.ai',
}

/** Whether `url` lies on the base: same origin, and below the base's path. */
export function isOnHost(url: string, base: string): boolean {
  try {
    const target = new URL(url)
    const host = new URL(base)
    const path = host.pathname.replace(/\/+$/, '')
    return (
      target.origin === host.origin && (target.pathname === path || target.pathname.startsWith(`${path}/`))
    )
  } catch {
    return false
  }
}

/** `owner/alias`; the alias may itself hold slashes. It goes into the path as it is, so it is checked before sending. */
export function isEndpointId(value: unknown): value is string {
  if (typeof value !== 'string') return false
  const segments = value.split('/')
  return (
    segments.length >= 2 &&
    segments.every((segment) => /^[A-Za-z0-9._-]+$/.test(segment) && !/^\.\.?$/.test(segment))
  )
}
