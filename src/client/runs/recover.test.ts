// @vitest-environment node
import { describe, expect, it, vi } from 'vitest'
import { FakeClock } from '../../../test/support/fake-clock.js'
import { emulatorFetch } from '../../../test/support/emulator-fetch.js'
import { createEmulator } from '../../emulator/index.js'
import { CLIENT_ID_KEY } from '../../protocol/headers.js'
import type { RetryOptions } from '../config.js'
import { createClient } from '../create-client.js'
import type { Client } from '../client.js'
import { createRun } from './create-run.js'
import { lookUp } from './recover.js'
import type { Job } from './run-state.js'
import { createLive } from '../live/create-live.js'

function open(fetch?: typeof globalThis.fetch, retry: Partial<RetryOptions> = {}) {
  const clock = new FakeClock()
  const emulator = createEmulator({ clock })
  const client = createClient({
    proxyUrl: '/proxy',
    hosts: emulator.hosts,
    fetch: fetch ?? emulatorFetch(emulator),
    storage: null,
    clock,
    retry,
  })
  return { clock, emulator, client, post: emulatorFetch(emulator) }
}

const JOB: Job = {
  clientId: 'mine',
  endpoint: 'test/instant',
  variables: {},
  input: {},
  options: {},
  origin: 'click',
  isSent: true,
  at: 0,
  startedAt: 0,
}

const findSubmitted = (client: Client) => lookUp(client, JOB, new AbortController().signal)

describe('a submit whose answer was lost', () => {
  it('is unknown, not absent, where the list ignores what it was asked for', async () => {
    const item = { id: 'other', modelEndpoint: 'a/b', status: 'COMPLETED' }
    const { clock, client } = open(async () => Response.json({ page: 1, totalPages: 9, data: [item] }))
    const found = findSubmitted(client)
    await clock.advance(10_000)
    expect(await found).toEqual({ type: 'unknown' })
  })

  it('is looked up through a page that came in place of the response', async () => {
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const mine = { id: 'r', modelEndpoint: 'a/b', status: 'IN_QUEUE', metadata: { [CLIENT_ID_KEY]: 'mine' } }
    let asked = 0
    const { clock, client } = open(async () =>
      asked++ ? Response.json({ data: [mine] }) : new Response('<html>Sign in</html>'),
    )
    const found = findSubmitted(client)
    await clock.advance(10_000)
    expect(await found).toMatchObject({ type: 'found', submitted: { requestId: 'r' } })
    // A wrong proxyUrl looks the same: the developer sees it at once.
    expect(warned).toHaveBeenCalledWith(expect.stringContaining('no proxy at proxyUrl'))
    warned.mockRestore()
  })

  it('is unknown soon where pages are all that comes, and later where nothing can be reached', async () => {
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const pages = open(async () => new Response('<html>Shop</html>'))
    const throughPages = findSubmitted(pages.client)
    await pages.clock.advance(20_000)
    expect(await throughPages).toEqual({ type: 'unknown' })

    const silent = open(() => Promise.reject(new TypeError('Failed to fetch')))
    const settled = vi.fn()
    const throughNothing = findSubmitted(silent.client).finally(settled)
    await silent.clock.advance(30_000)
    expect(settled).not.toHaveBeenCalled()
    await silent.clock.advance(90_000)
    expect(await throughNothing).toEqual({ type: 'unknown' })
    warned.mockRestore()
  })

  it('is unknown sooner where the app waits less between two tries', async () => {
    const offline = () => Promise.reject(new TypeError('Failed to fetch'))
    const { clock, client } = open(offline, { baseMs: 100, maxMs: 1_000 })
    const settled = vi.fn()
    const found = findSubmitted(client).finally(settled)
    await clock.advance(2_000)
    expect(settled).not.toHaveBeenCalled()
    await clock.advance(6_000)
    expect(await found).toEqual({ type: 'unknown' })
  })

  it('is sent once more, not twice', async () => {
    const { clock, emulator, client } = open()
    emulator.set({ faults: [{ route: 'submit', status: 503 }] })
    const submitted = createRun(client, 'test/echo')
      .submit({})
      .catch((error: unknown) => error)
    await clock.advance(60_000)
    expect(await submitted).toMatchObject({ kind: 'server', maybeSubmitted: false })
    expect(emulator.log.filter(({ route }) => route === 'submit')).toHaveLength(2)
  })

  it('reports an end that arrived before the request was found', async () => {
    const { emulator, client } = open()
    const ends: string[] = []
    client.use(createLive).requests.onOutcome(({ outcome }) => ends.push(outcome))
    await client.transport.call({
      host: 'queue',
      path: '/test/instant',
      method: 'POST',
      body: { prompt: 'x', metadata: { [CLIENT_ID_KEY]: 'mine' } },
    })
    const found = await findSubmitted(client)
    expect(found).toMatchObject({ submitted: { requestId: emulator.requests()[0]?.id } })
    expect(ends).toEqual(['succeeded'])
  })
})
