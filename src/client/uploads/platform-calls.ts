import type { Call } from '../transport/transport.js'
import { waitWhileOffline, waitForConnection } from './outage.js'
import type { UploadEnv, UploadRun } from './upload-run.js'
import { type UploadInitiated, uploadInitiatedShape } from '../../protocol/file-item.js'
import { lifecycleHeader } from '../transport/lifecycle.js'
import { initiateBody } from './file-facts.js'
import { ModelRunnerError } from '../errors/model-runner-error.js'
import { isOnHost, type Hosts } from '../../protocol/hosts.js'

/** A call that belongs to an upload: as safe to repeat as its PUTs, and as patient while nothing goes through. */
export async function callForUpload<T>(env: UploadEnv, run: UploadRun, call: Call): Promise<T> {
  const { transport, config } = env.client
  for (;;) {
    try {
      const answer = await transport.call<T>({ retry: true, ...call, signal: run.signal })
      run.answeredAt = config.clock.now()
      return answer
    } catch (cause) {
      run.signal.throwIfAborted()
      if (!(await waitWhileOffline(env, run, cause, run.signal)))
        await waitForConnection(env, run, cause, run.signal)
    }
  }
}

/** Asks where a file goes. Safe to repeat: it only signs. */
export function initiateUpload(
  { client }: UploadEnv,
  { facts, options, signal }: UploadRun,
  extra?: { relay: true },
): Promise<UploadInitiated> {
  return client.transport.call<UploadInitiated>({
    host: 'rest',
    method: 'POST',
    path: '/storage/upload/initiate',
    body: { ...initiateBody(facts), ...extra },
    headers: lifecycleHeader(options.lifecycle),
    shape: uploadInitiatedShape,
    retry: true,
    signal,
  })
}

/** The URL of an uploaded file, checked: it becomes model input, and a link or a picture in apps. */
export function publicUrl(url: string): string {
  if (/^https?:\/\/[^/]/i.test(url)) return url
  throw new ModelRunnerError({
    kind: 'unexpected-response',
    message: `The platform named ${url ? `"${url.slice(0, 200)}"` : 'nothing'} as the URL of an uploaded file, which is no http(s) URL.`,
  })
}

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/

/**
 * Checks a URL that the network named as the place for a user's bytes. Presigned URLs lie on hosts that no app
 * configures, so any https host passes; plain http only on this machine or a configured host. A name and password in it
 * would be sent as `Authorization`.
 */
export function safeUploadUrl(url: string, hosts: Hosts): string {
  const { protocol, hostname, username, password } = parsed(url)
  const isSafe =
    protocol === 'https:' ||
    (protocol === 'http:' &&
      (LOOPBACK.test(hostname) ||
        Object.values(hosts).some((base: string) => isOnHost(url, new URL(base).origin))))
  if (isSafe && !username && !password) return url
  throw new ModelRunnerError({
    kind: 'unexpected-response',
    message: `The upload was to go to ${url.slice(0, 200)}, which is no plain https URL. Nothing was sent there.`,
  })
}

function parsed(url: string): Pick<URL, 'protocol' | 'hostname' | 'username' | 'password'> {
  try {
    return new URL(url)
  } catch {
    return { protocol: '', hostname: '', username: '', password: '' }
  }
}
