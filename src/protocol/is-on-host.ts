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
