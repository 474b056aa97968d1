import type { Finding, Verdict } from './finding.js'

const SIGNS: Record<Verdict, string> = { ok: '✓', warn: '!', fail: '✗', skip: '–' }

/** A table for people: what was checked, what was seen and, where it matters, what to do. */
export function printFindings(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ title }) => title.length))
  const lines = findings.flatMap(({ title, verdict, found, fix }) => [
    `${SIGNS[verdict]} ${title.padEnd(width)}  ${found}`,
    ...(fix ? [`  ${' '.repeat(width)}  → ${fix}`] : []),
  ])
  const count = (verdict: Verdict) => findings.filter((finding) => finding.verdict === verdict).length
  const end = `${count('ok')} fine, ${count('warn')} to look at, ${count('fail')} to mend, ${count('skip')} not checked`
  return [...lines, '', end].join('\n')
}
