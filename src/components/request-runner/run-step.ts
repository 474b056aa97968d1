/** How far a run has come by its own log. */
export interface RunStep {
  /** 0–1 */
  ratio: number
  /** Where the log counts steps. */
  done?: number
  total?: number
}

/** `step 3/4`, `Steps: 3 of 4`, and the bar `75%|███ | 3/4 [00:01<00:00]` that Python programs draw. */
const STEPS = [/\bsteps?\s*:?\s*(\d{1,6})\s*(?:\/|of)\s*(\d{1,6})\b/i, /\|\s*(\d{1,6})\/(\d{1,6})\s*\[/]
const PERCENT = /(?:^|[^\d.])(\d{1,3}(?:\.\d{1,3})?)\s?%/

/** Older lines are of another stage of the run. */
const LAST_LINES = 20

/** What the newest line that counts says. */
export function stepOf(lines: readonly string[]): RunStep | undefined {
  for (const line of lines.slice(-LAST_LINES).reverse()) {
    const [, done, total] = STEPS.map((each) => each.exec(line)).find(Boolean) ?? []
    if (Number(total) > 0 && Number(done) <= Number(total))
      return { ratio: Number(done) / Number(total), done: Number(done), total: Number(total) }
    const percent = Number(PERCENT.exec(line)?.[1])
    if (percent <= 100) return { ratio: percent / 100 }
  }
  return undefined
}
