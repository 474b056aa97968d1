import { format } from 'node:util'

/** A warning that nobody reads in a green run is a bug that nobody sees. */
const GUARDED = ['error', 'warn'] as const

let seen: string[] = []

for (const method of GUARDED) {
  const print = console[method].bind(console)
  console[method] = (...words: unknown[]) => {
    seen.push(`console.${method}: ${format(...words)}`)
    print(...words)
  }
}

/** What was printed since the last call. */
export function takeConsoleOutput(): string[] {
  const output = seen
  seen = []
  return output
}
