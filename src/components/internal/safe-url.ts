/** Longer ones are no addresses but content; browsers cut them anyway, characters. */
export const MAX_URL_LENGTH = 8192

/**
 * A URL from the network as one that may be rendered, or undefined: absolute, http(s), without blanks and credentials.
 * `javascript:`, `data:`, `blob:`, `//host` and relative ones are refused.
 */
export function safeUrl(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > MAX_URL_LENGTH) return undefined
  const text = value.trim()
  if (!/^https?:\/\/[^\s/\\]/i.test(text) || /\s/.test(text)) return undefined
  try {
    const { username, password } = new URL(text)
    return username || password ? undefined : text
  } catch {
    return undefined
  }
}
