import type { Call } from '../transport/transport.js'
import { sitOutOffline } from './sit-out-offline.js'
import type { UploadEnv, UploadRun } from './upload-run.js'

/** A call that belongs to an upload: as safe to repeat as its PUTs, and as patient while offline. */
export async function callForUpload<T>(env: UploadEnv, run: UploadRun, call: Call): Promise<T> {
  for (;;) {
    try {
      return await env.client.transport.call<T>({ retry: true, ...call, signal: run.signal })
    } catch (cause) {
      run.signal.throwIfAborted()
      if (!(await sitOutOffline(run, cause, run.signal))) throw cause
    }
  }
}
