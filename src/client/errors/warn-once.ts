import { isDevelopment } from '../is-development.js'

const warned = new Set<string>()

/** Tells the developer once per text, in development only. */
export function warnOnce(message: string): void {
  if (!isDevelopment() || warned.has(message)) return
  warned.add(message)
  // eslint-disable-next-line no-console -- a developer's hint has no other place to go
  console.warn(`modelrunner-react: ${message}`)
}
