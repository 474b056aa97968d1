import type { Environment } from '../environment.js'

/** A browser that says nothing about a lock for so long is not waited for, ms. */
const PATIENCE_MS = 1_000

/**
 * Takes a conversation for one answer, until the returned function is called: of two tabs that send in the same moment one
 * does. False where another tab has it. Where there are no Web Locks, the record of the conversation alone decides.
 */
export function takeTurn(
  { clock, locks }: Pick<Environment, 'clock' | 'locks'>,
  name: string,
): Promise<false | (() => void)> {
  return new Promise((resolve) => {
    const free = () => {}
    let isLate = false
    const stopWaiting = clock.after(PATIENCE_MS, () => {
      isLate = true
      resolve(free)
    })
    const give = (turn: false | (() => void)) => {
      stopWaiting()
      resolve(turn)
    }
    const manager = locks()
    if (!manager) return give(free)
    manager
      .request(name, { ifAvailable: true }, (lock) => {
        // A lock that comes too late is given back.
        if (isLate) return
        return lock ? new Promise<void>((leave) => give(leave)) : give(false)
      })
      // Locks that are there but forbidden must not stop a message.
      .catch(() => give(free))
  })
}
