import { isOfConnection } from './is-of-connection.js'
import type { UploadRun } from './upload-run.js'
import { isOffline, whenOnline } from './when-online.js'

/** Where something failed because the browser is offline, waits for the connection, however long; resolves with whether it did. */
export async function sitOutOffline(run: UploadRun, cause: unknown, signal: AbortSignal): Promise<boolean> {
  if (!isOffline() || !isOfConnection(cause)) return false
  run.onNotice('offline')
  run.onWaiting()
  await whenOnline(signal)
  run.onNotice(undefined)
  return true
}
