/**
 * The policy that the page is served with: its own origin, and the platform's hosts for media and uploads.
 * No inline code, no eval; the components need neither. `nonce` is for the dev server's own injections.
 */
export function contentSecurityPolicy(origins: readonly string[], nonce?: string): string {
  const own = ["'self'", ...(nonce ? [`'nonce-${nonce}'`] : [])].join(' ')
  const media = ["'self'", 'blob:', ...origins].join(' ')
  return [
    "default-src 'self'",
    `script-src ${own}`,
    `style-src ${own}`,
    `img-src ${media} data:`,
    `media-src ${media}`,
    // ws: is the dev server's own connection.
    `connect-src 'self' ${[...origins, ...(nonce ? ['ws:'] : [])].join(' ')}`,
    "base-uri 'none'",
    "object-src 'none'",
  ].join('; ')
}
