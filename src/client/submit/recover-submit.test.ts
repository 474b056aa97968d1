// @vitest-environment node
import { describe, expect, it, vi } from 'vitest'
import { FakeClock } from '../../../test/support/fake-clock.js'
import { emulatorFetch } from '../../../test/support/emulator-fetch.js'
import { createEmulator } from '../../emulator/index.js'
import { CLIENT_ID_KEY } from '../../protocol/headers.js'
import type { RetryOptions } from '../config.js'
import { createModelRunnerClient } from '../create-client.js'
import { findSubmitted } from './find-submitted.js'
import { recoverSubmit } from './recover-submit.js'

function open(fetch?: typeof globalThis.fetch, retry: Partial<RetryOptions> = {}) {
  const clock = new FakeClock()
  const emulator = createEmulator({ clock })
  const client = createModelRunnerClient({
    proxyUrl: '/proxy',
    hosts: emulator.hosts,
    fetch: fetch ?? emulatorFetch(emulator),
    storage: null,
    clock,
    retry,
  })
  return { clock, emulator, client, post: emulatorFetch(emulator) }
}

describe('a submit whose answer was lost', () => {
  it('is unknown, not absent, where the list ignores what it was asked for', async () => {
    const item = { id: 'other', modelEndpoint: 'a/b', status: 'COMPLETED' }
    const { clock, client } = open(async () => Response.json({ page: 1, totalPages: 9, data: [item] }))
    const found = findSubmitted(client, 'mine', clock.now())
    await clock.advance(10_000)
    expect(await found).toEqual({ state: 'unknown' })
  })

  it('is looked for through a page that came in place of the answer', async () => {
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const mine = { id: 'r', modelEndpoint: 'a/b', status: 'IN_QUEUE', metadata: { [CLIENT_ID_KEY]: 'mine' } }
    let asked = 0
    const { clock, client } = open(async () =>
      asked++ ? Response.json({ data: [mine] }) : new Response('<html>Sign in</html>'),
    )
    const found = findSubmitted(client, 'mine', clock.now())
    await clock.advance(10_000)
    expect(await found).toMatchObject({ state: 'found', item: { id: 'r' } })
    // A wrong proxyUrl looks the same: the developer is told at once.
    expect(warned).toHaveBeenCalledWith(expect.stringContaining('no proxy at proxyUrl'))
    warned.mockRestore()
  })

  it('is unknown soon where pages are all that comes, and later where nothing can be reached', async () => {
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const pages = open(async () => new Response('<html>Shop</html>'))
    const throughPages = findSubmitted(pages.client, 'mine', pages.clock.now())
    await pages.clock.advance(20_000)
    expect(await throughPages).toEqual({ state: 'unknown' })

    const silent = open(() => Promise.reject(new TypeError('Failed to fetch')))
    const settled = vi.fn()
    const throughNothing = findSubmitted(silent.client, 'mine', silent.clock.now()).finally(settled)
    await silent.clock.advance(30_000)
    expect(settled).not.toHaveBeenCalled()
    await silent.clock.advance(90_000)
    expect(await throughNothing).toEqual({ state: 'unknown' })
    warned.mockRestore()
  })

  it('is unknown sooner where the app waits less between two tries', async () => {
    const offline = () => Promise.reject(new TypeError('Failed to fetch'))
    const { clock, client } = open(offline, { baseMs: 100, maxMs: 1_000 })
    const settled = vi.fn()
    const found = findSubmitted(client, 'mine', clock.now()).finally(settled)
    await clock.advance(2_000)
    expect(settled).not.toHaveBeenCalled()
    await clock.advance(3_000)
    expect(await found).toEqual({ state: 'unknown' })
  })

  it('is sent once after a reload, not twice', async () => {
    const { clock, emulator, client } = open()
    let posts = 0
    const task = { endpoint: 'test/echo', input: {}, options: {}, clientId: 'mine', lostAt: clock.now() }
    const recovered = recoverSubmit(client, task, () => {
      posts++
      return client.transport.call({ host: 'queue', path: '/gone/model', method: 'POST', body: {} })
    }).catch((error: unknown) => error)
    emulator.set({ faults: [{ route: 'submit', status: 503 }] })
    await clock.advance(60_000)
    expect(await recovered).toMatchObject({ kind: 'server', maybeSubmitted: false })
    expect(posts).toBe(1)
  })

  it('tells of an end that came before it was found', async () => {
    const { clock, emulator, client } = open()
    const ends: string[] = []
    client.requests.onOutcome(({ outcome }) => ends.push(outcome))
    await client.transport.call({
      host: 'queue',
      path: '/test/instant',
      method: 'POST',
      body: { prompt: 'x', metadata: { [CLIENT_ID_KEY]: 'mine' } },
    })
    const task = { endpoint: 'test/instant', input: {}, options: {}, clientId: 'mine', lostAt: clock.now() }
    const found = await recoverSubmit(client, task, () => Promise.reject(new Error('sent again')))
    expect(found.requestId).toBe(emulator.requests()[0]?.id)
    expect(ends).toEqual(['succeeded'])
  })
})
