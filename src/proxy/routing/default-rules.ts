import { ROUTES } from './routes.js'
import type { Rule } from './rule.js'

/** A GET that changes something invites forged calls, and what the account spends is not the browser's business. */
const NOT_NEEDED: ReadonlySet<Rule> = new Set<Rule>([ROUTES.cancelByGet, ROUTES.usage])

/**
 * The routes that the hooks and components need: what `allow` is when it is not given.
 *
 * @example
 * createProxyHandler({ allow: DEFAULT_RULES.filter((rule) => rule.method !== 'DELETE') })
 */
export const DEFAULT_RULES: readonly Rule[] = Object.freeze(
  Object.values<Rule>(ROUTES).filter((rule) => !NOT_NEEDED.has(rule)),
)
