import type { Probe } from './probe.js'

/** What a check came to. `skip`: it could not be seen from outside. */
export type Verdict = 'ok' | 'warn' | 'fail' | 'skip'

export interface Finding {
  /** What was checked, in a few words. */
  title: string
  verdict: Verdict
  /** What was seen. */
  found: string
  /** What to do, where something is to be done. */
  fix?: string
}

export interface Check {
  title: string
  run(probe: Probe): Promise<Omit<Finding, 'title'>>
}

const SIGNS: Record<Verdict, string> = { ok: '✓', warn: '!', fail: '✗', skip: '–' }

/** A table for reading: what was checked, what was seen and, where it matters, what to do. */
export function printFindings(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ title }) => title.length))
  const lines = findings.flatMap(({ title, verdict, found, fix }) => [
    `${SIGNS[verdict]} ${title.padEnd(width)}  ${found}`,
    ...(fix ? [`  ${' '.repeat(width)}  → ${fix}`] : []),
  ])
  const count = (verdict: Verdict) => findings.filter((finding) => finding.verdict === verdict).length
  const end = `${count('ok')} ok, ${count('warn')} warnings, ${count('fail')} failed, ${count('skip')} not checked`
  return [...lines, '', end].join('\n')
}
