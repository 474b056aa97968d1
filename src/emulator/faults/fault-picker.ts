import type { Random } from '../random.js'
import { type Fault, faultName, type RouteName } from './fault.js'

interface Armed {
  fault: Fault
  /** Calls that fitted so far, those spared included. */
  seen: number
  used: number
}

/** Chooses the fault of a call and counts what really happened. */
export class FaultPicker {
  #armed: Armed[] = []
  #counts = new Map<string, number>()
  #random: Random

  constructor(random: Random) {
    this.#random = random
  }

  arm(faults: readonly Fault[]): void {
    this.#armed = faults.map((fault) => ({ fault, seen: 0, used: 0 }))
  }

  pick(route: RouteName, target: { endpoint?: string; path: string }): Fault | undefined {
    for (const armed of this.#armed) {
      const { fault } = armed
      if (fault.route !== '*' && fault.route !== route) continue
      if (!fits(fault.match, target)) continue
      if (fault.times !== undefined && armed.used >= fault.times) continue
      armed.seen += 1
      if (armed.seen <= (fault.skip ?? 0)) continue
      if (fault.probability !== undefined && this.#random() >= fault.probability) continue
      armed.used += 1
      if (!fault.stream) this.count(faultName(fault))
      return fault
    }
    return undefined
  }

  count(name: string): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1)
  }

  counts(): Record<string, number> {
    return Object.fromEntries(this.#counts)
  }
}

function fits(match: Fault['match'], { endpoint, path }: { endpoint?: string; path: string }): boolean {
  if (match === undefined) return true
  if (typeof match === 'string') return endpoint === match || path.includes(match)
  // A sticky or global pattern keeps its place between calls.
  match.lastIndex = 0
  return match.test(endpoint ?? path) || (endpoint !== undefined && match.test(path))
}
