import { isDevelopment } from '../is-development.js'

const told = new Set<string>()

/** Tells the developer once per text, in development only. */
export function warnOnce(message: string): void {
  if (!isDevelopment() || told.has(message)) return
  told.add(message)
  // eslint-disable-next-line no-console -- a developer's hint has no other place to go
  console.warn(`modelrunner-react: ${message}`)
}
