/** How one scenario went. */
export interface Report {
  runs: number
  /** How runs ended: succeeded, failed, cancelled, refused (not submitted), unknown (honestly), forgotten, never left. */
  ends: Record<string, number>
  lost: number
  doubleBilled: number
  wrong: number
  /** Input, output, request or endpoint of one run shown with another's, or to another person. */
  mixedUp: number
  violations: string[]
  /** How often each fault, wart and event really happened. */
  happened: Record<string, number>
}

export function emptyReport(): Report {
  return { runs: 0, ends: {}, lost: 0, doubleBilled: 0, wrong: 0, mixedUp: 0, violations: [], happened: {} }
}
