/** One line of the table. */
export interface Row {
  /** Letter of the question, see README.md. */
  line: string
  /** What was measured, with its unit. */
  what: string
  ours: string
  /** Each with its name: `@fal-ai/client 1.0`. */
  peers: string
  /** `won`, `lost`, `even`, or `not measured`. */
  verdict: 'won' | 'lost' | 'even' | 'not measured'
  /** Spread over the rounds, or why there is none. */
  spread: string
  /** What the line means for a user. */
  meaning: string
}

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN

/** The value that so many of the values do not pass. */
export function percentile(values: readonly number[], share: number): number {
  return (
    values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? NaN
  )
}

/** `12–19 ms`, over the rounds. */
export function spreadOf(values: readonly number[], unit: string, digits = 0): string {
  const low = Math.min(...values)
  const high = Math.max(...values)
  return `${low.toFixed(digits)}–${high.toFixed(digits)} ${unit}, ${values.length} rounds`
}

/** Less is better; within a twentieth it is even. */
export function verdictOf(ours: number, best: number): Row['verdict'] {
  if (Math.abs(ours - best) <= 0.05 * Math.max(ours, best)) return 'even'
  return ours < best ? 'won' : 'lost'
}

export const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
export const turn = () => new Promise<void>((resolve) => setImmediate(resolve))
