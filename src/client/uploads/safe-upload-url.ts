import { isOnHost, type Hosts } from '../../protocol/hosts.js'
import { ModelRunnerError } from '../errors/model-runner-error.js'

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/

/**
 * Checks a URL that the network named as the place for a person's bytes. Presigned URLs lie on hosts that no app
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
