import { prepareRun } from './runs/lazy-run.js'
import { loadRunRegistry } from './runs/run-registry.js'
import { loadErrorReader } from './transport/create-transport.js'

/**
 * Fetches now what is otherwise fetched with its first use (following runs, errors in full, staying connected, the search
 * for a lost submit, sending files): for apps that may lose the network later, and for tests with fake timers. Resolves
 * once all of it is there; rejects where a part cannot be fetched.
 *
 * @example
 * await preload()
 */
export async function preload(): Promise<void> {
  await Promise.all([
    loadErrorReader(),
    loadRunRegistry(),
    prepareRun(),
    import('./chat/reading.js'),
    import('./runs/submit-extras.js'),
    import('./uploads/upload-runner.js'),
  ])
}
