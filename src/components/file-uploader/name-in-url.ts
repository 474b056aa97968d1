/** The tail of a URL after the platform's random prefix and dash: there is no other name. */
export function nameInUrl(url: string): string {
  const path = url.replace(/[?#].*$/, '').replace(/^[a-z]+:\/\/[^/]*/i, '')
  const tail = path.split('/').filter(Boolean).at(-1) ?? url
  try {
    return decodeURIComponent(tail).replace(/^[A-Za-z0-9_]{8,}-(?=.)/, '')
  } catch {
    return tail
  }
}
