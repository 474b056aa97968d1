/** What a check came to. `skip`: it could not be told from outside. */
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
