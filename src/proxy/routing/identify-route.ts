import { compilePath, type PathParameters } from './compile-path.js'
import type { Target } from './read-target.js'
import { ROUTES, type RouteName } from './routes.js'

const KNOWN = (Object.keys(ROUTES) as RouteName[]).map((name) => ({
  name,
  rule: ROUTES[name],
  matches: compilePath(ROUTES[name].path),
}))

/** Which of the known routes a call is, whatever rule let it through. */
export function identifyRoute(
  method: string,
  target: Target,
): { name: RouteName; parameters: PathParameters } | undefined {
  for (const { name, rule, matches } of KNOWN) {
    const parameters = rule.method === method && rule.host === target.host && matches(target.path)
    if (parameters) return { name, parameters }
  }
  return undefined
}
