import type { Emulator } from '../../src/emulator/emulator.js'
import { HEADERS } from '../../src/protocol/headers.js'
import { createProxyHandler } from '../../src/proxy/create-proxy-handler.js'
import type { Reach } from './proxy-wart.js'

/** How calls get from the app's server to the platform: through a proxy that only adds the key, or through ours. */
export type ServerKind = 'bare' | 'ours' | 'ours-for-people'

const PROXY_URL = 'https://app.test/api/modelrunner/proxy'
const PERSON_HEADER = 'x-person'

/** The app's server: what a call of one person's browser comes to. */
export interface Server {
  reachAs(person: string): Reach
}

export function createServer(
  kind: ServerKind,
  emulator: Emulator,
  count: (name: string) => void,
  reach: Reach = (request) => emulator.fetch(request),
): Server {
  if (kind === 'bare') {
    return {
      reachAs: () => (request) => {
        request.headers.set('authorization', 'Key test')
        return reach(request)
      },
    }
  }
  const handler = createProxyHandler({
    apiKey: 'test-key',
    userSecret: 'a secret of the simulation',
    hosts: emulator.hosts,
    isolateUsers: kind === 'ours-for-people',
    authorize: (request) => ({ userId: request.headers.get(PERSON_HEADER) ?? '' }),
    fetch: (input, init) => reach(new Request(input, init)),
    onEvent({ repeated, refused }) {
      count('server:call')
      if (repeated) count('server:answered-from-memory')
      if (refused) count('server:refused-or-failed')
    },
  })
  return {
    reachAs: (person) => (request) => {
      const { method, body, signal } = request
      const headers = new Headers(request.headers)
      headers.set(HEADERS.targetUrl, request.url)
      headers.set(PERSON_HEADER, person)
      return handler(
        new Request(PROXY_URL, { method, headers, body, signal, ...(body && { duplex: 'half' }) }),
      )
    },
  }
}
