/** The key of a media URL: whatever host serves it, the part behind `/media/` or behind the platform's own media host. */
export function mediaKey(url: string): string | undefined {
  try {
    const { hostname, pathname } = new URL(url)
    const path = decodeURIComponent(pathname)
    if (hostname === 'media.modelrunner.ai') return path.slice(1)
    const at = path.indexOf('/media/')
    return at < 0 ? undefined : path.slice(at + '/media/'.length)
  } catch {
    return undefined
  }
}
