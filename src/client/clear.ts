import type { ClientConfig } from './config.js'
import { clearDatabase, storedKeys } from './stored-records.js'

/**
 * Removes what this package stored in this browser for one `userKey`: records of runs, drafts, conversations, records of
 * uploads. Storage that is blocked holds nothing either.
 */
export async function clearStored(config: ClientConfig): Promise<void> {
  try {
    for (const key of storedKeys(config)) config.storage?.removeItem(key)
  } catch {
    // Nothing to remove.
  }
  await clearDatabase(config)
}
