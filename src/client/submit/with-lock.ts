/** How a lock was come by: at once, after another tab had it, or not at all, since the browser has none to give. */
export type Hold = 'at-once' | 'after-another' | 'none'

/** Runs alone among all tabs of the origin where the browser has Web Locks; elsewhere simply runs, and is told so. */
export async function withLock<T>(name: string, run: (hold: Hold) => Promise<T>): Promise<T> {
  const locks = typeof navigator === 'undefined' ? undefined : navigator.locks
  if (!locks) return run('none')
  let begun: Promise<T> | undefined
  const begin = (hold: Hold) => (begun = run(hold))
  try {
    await locks.request(name, { ifAvailable: true }, (lock) => lock && begin('at-once'))
    return await (begun ?? locks.request(name, () => begin('after-another')))
  } catch (error) {
    // Locks that are there but forbidden must not stop a submit.
    if (begun) throw error
    return run('none')
  }
}
