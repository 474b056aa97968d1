// @vitest-environment node
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createEmulator } from '../../src/emulator/index.js'
import { HEADERS } from '../../src/protocol/headers.js'
import { createProxyHandler } from '../../src/proxy/create-proxy-handler.js'
import { settle } from '../support/fake-clock.js'
import { collect } from './heap-left-by.js'

/** A request that is collected no longer passes its signal's abort on (Node's own and, by the standard, any other). */
describe('a browser that leaves a stream is noticed, however late it leaves', () => {
  it.each([{ isolateUsers: true }, { isolateUsers: false }])(
    'isolateUsers: $isolateUsers',
    async ({ isolateUsers }) => {
      const emulator = createEmulator()
      onTestFinished(() => emulator.dispose())
      const handler = createProxyHandler({
        apiKey: 'test-key',
        userSecret: 'a secret of this test',
        hosts: emulator.hosts,
        isolateUsers,
        authorize: () => ({ userId: 'anna' }),
        fetch: (input, init) => emulator.fetch(new Request(input, init)),
      })
      const browser = new AbortController()
      const { body } = await handler(
        new Request('https://app.test/proxy', {
          headers: { [HEADERS.targetUrl]: `${emulator.hosts.queue}/requests/stream` },
          signal: browser.signal,
        }),
      )
      const reader = body?.getReader()
      await reader?.read()
      expect(emulator.streams().open).toBe(1)
      for (let round = 0; round < 4; round++) {
        await settle()
        collect()
      }
      browser.abort()
      await vi.waitFor(() => expect(emulator.streams().open).toBe(0))
    },
  )
})
