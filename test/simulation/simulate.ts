import fc from 'fast-check'
import { KINDS } from './kinds.js'
import type { Report } from './report.js'
import { runScenario } from './run-scenario.js'
import { scenario, type Scenario } from './scenario.js'

export interface SimulateOptions {
  /** Runs (submits) to play at least. */
  runs: number
  seed: number
  onProgress?(totals: Totals): void
  /** Of one counterexample, as an earlier failure printed it. */
  path?: string
}

export interface Totals extends Omit<Report, 'violations'> {
  seed: number
  scenarios: number
}

export interface Failure {
  seed: number
  path: string
  scenario: Scenario | undefined
  error: string
}

/** Scenarios between two looks at the totals. */
const BATCH = 50

/** Plays random scenarios until so many runs went through, or until one breaks what must hold. */
export async function simulate(options: SimulateOptions): Promise<{ totals: Totals; failure?: Failure }> {
  const totals: Totals = {
    seed: options.seed,
    scenarios: 0,
    runs: 0,
    ends: {},
    lost: 0,
    doubleBilled: 0,
    wrong: 0,
    mixedUp: 0,
    happened: Object.fromEntries(KINDS.map((kind) => [kind, 0])),
  }
  /** What broke first: while the scenario is made smaller, nothing else counts. */
  let broken: string | undefined
  for (let batch = 0; totals.runs < options.runs; batch++) {
    const seed = options.seed + batch
    const details = await fc.check(
      fc.asyncProperty(scenario, async (plan) => {
        const report = await runScenario(plan)
        if (broken === undefined) add(totals, report)
        const [first] = report.violations
        broken ??= first && kindOf(first)
        if (report.violations.some((text) => kindOf(text) === broken))
          throw new Error(report.violations.join('\n'))
      }),
      {
        seed,
        numRuns: BATCH,
        ...(options.path !== undefined && { path: options.path, numRuns: 1, endOnFailure: true }),
        interruptAfterTimeLimit: 10 * 60_000,
      },
    )
    if (details.failed) {
      const error =
        details.errorInstance instanceof Error ? details.errorInstance.message : String(details.errorInstance)
      const path = details.counterexamplePath ?? ''
      return { totals, failure: { seed, path, scenario: details.counterexample?.[0], error } }
    }
    if (options.path !== undefined) break
    options.onProgress?.(totals)
  }
  return { totals }
}

/** What was broken, whichever run it was. */
function kindOf(violation: string): string {
  return violation
    .replace(/^run-\S+( \(.*?\))?: /, '')
    .replace(/[\w-]{21}/g, 'id')
    .replace(/\d+/g, 'n')
}

function add(totals: Totals, report: Report): void {
  totals.scenarios++
  totals.runs += report.runs
  totals.lost += report.lost
  totals.doubleBilled += report.doubleBilled
  totals.wrong += report.wrong
  totals.mixedUp += report.mixedUp
  for (const name of ['ends', 'happened'] as const)
    for (const [key, times] of Object.entries(report[name]))
      totals[name][key] = (totals[name][key] ?? 0) + times
}
