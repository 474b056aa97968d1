import type { Call } from '../transport/transport.js'
import { sitOutOffline } from './sit-out-offline.js'
import { sitOutOutage } from './sit-out-outage.js'
import type { UploadEnv, UploadRun } from './upload-run.js'

/** A call that belongs to an upload: as safe to repeat as its PUTs, and as patient while nothing goes through. */
export async function callForUpload<T>(env: UploadEnv, run: UploadRun, call: Call): Promise<T> {
  const { transport, config } = env.client
  for (;;) {
    try {
      const answer = await transport.call<T>({ retry: true, ...call, signal: run.signal })
      run.heardAt = config.clock.now()
      return answer
    } catch (cause) {
      run.signal.throwIfAborted()
      if (!(await sitOutOffline(run, cause, run.signal))) await sitOutOutage(env, run, cause, run.signal)
    }
  }
}
