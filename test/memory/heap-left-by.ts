import { getHeapStatistics, setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { settle } from '../support/fake-clock.js'

/** Node has it only on request. */
function collector(): () => void {
  setFlagsFromString('--expose-gc')
  return runInNewContext('gc') as () => void
}

/** Collects what nobody holds. */
export const collect = collector()

/** Bytes of this thread's heap that are in use once all that nobody holds is gone. */
async function heapInUse(): Promise<number> {
  let smallest = Infinity
  // What finalizers and promises let go of only falls to the next collection.
  for (let round = 0; round < 4; round++) {
    await settle()
    collect()
    smallest = Math.min(smallest, getHeapStatistics().used_heap_size)
  }
  return smallest
}

/** What is made or grows only once (caches, compiled code) has come and gone by then, rounds. */
const WARM_UP = 3

/** Bytes that are still held after something was done, beyond what was held after it was done before. */
export async function heapLeftBy(work: () => Promise<void>): Promise<number> {
  let before = 0
  for (let round = 0; round < WARM_UP; round++) {
    await work()
    // Each time, since code that is used seldom goes only after some collections.
    before = await heapInUse()
  }
  await work()
  return (await heapInUse()) - before
}
