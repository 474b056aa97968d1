const warned = new Set<string>()

/** Tells the developer once per text, in development only. */
export function warnOnce(message: string): void {
  if (!isDevelopment() || warned.has(message)) return
  warned.add(message)
  // eslint-disable-next-line no-console -- a developer's hint has no other place to go
  console.warn(`modelrunner-react: ${message}`)
}

declare const process: { env: { NODE_ENV?: string } }

/**
 * Whether texts for developers may be shown. Written so that bundlers replace it: they know `process.env.NODE_ENV`, not
 * `process`, so a guard with `typeof process` would be false in every browser, in development too.
 */
function isDevelopment(): boolean {
  return process.env.NODE_ENV !== 'production'
}
