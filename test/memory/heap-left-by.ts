import { getHeapStatistics, setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { settle } from '../support/fake-clock.js'

/** Node has it only on request. */
function collector(): () => void {
  setFlagsFromString('--expose-gc')
  return runInNewContext('gc') as () => void
}

const collect = collector()

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

/** Bytes that are still held after something was done: twice before, so that what is made or grows only once does not count. */
export async function heapLeftBy(work: () => Promise<void>): Promise<number> {
  await work()
  await work()
  const before = await heapInUse()
  await work()
  return (await heapInUse()) - before
}
