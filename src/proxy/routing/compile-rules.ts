import { compilePath, type PathParameters } from './compile-path.js'
import type { Target } from './read-target.js'
import type { Rule } from './rule.js'

export interface RuleMatch {
  rule: Rule
  target: Target
  parameters: PathParameters
}

export interface CompiledRules {
  /** All rules that fit, in their order; a target may lie on two hosts where one base URL serves both. */
  match(method: string, targets: readonly Target[]): RuleMatch[]
}

export function compileRules(rules: readonly Rule[]): CompiledRules {
  const compiled = rules.map((rule) => ({ rule, matches: compilePath(rule.path) }))
  return {
    match: (method, targets) =>
      compiled.flatMap(({ rule, matches }) =>
        targets.flatMap((target) => {
          if (rule.method !== method || rule.host !== target.host) return []
          const parameters = matches(target.path)
          return parameters ? [{ rule, target, parameters }] : []
        }),
      ),
  }
}
