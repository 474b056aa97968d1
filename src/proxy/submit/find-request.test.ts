// @vitest-environment node
import { beforeEach, describe, expect, it } from 'vitest'
import { createProxyHandler } from '../create-proxy-handler.js'
import { createUser } from '../isolation/user.js'
import type { SubmittedRun } from '../options.js'
import { createMemoryStore } from '../store/memory-store.js'

const QUEUE = 'https://queue.modelrunner.run'
const SECRET = 'the secret of the app'

/** What the platform lists, and what it was asked. */
let items: unknown[]
let list: () => Response
let asked: { metadata: unknown; limit: string | null }[]
let sent: number
let runs: SubmittedRun[]

beforeEach(() => {
  items = []
  list = () => Response.json({ data: items })
  asked = []
  sent = 0
  runs = []
})

/** A submit whose client id a store without a memory does not know: the platform's list is asked. */
async function submit(options: { isShared?: boolean; hasUser?: boolean } = {}) {
  const memory = createMemoryStore()
  void memory.setIfAbsent('born', String(Date.now() - 60_000), 1e9)
  const handler = createProxyHandler({
    apiKey: 'k',
    userSecret: SECRET,
    authorize: () => (options.hasUser === false ? true : { userId: 'ada' }),
    // An object of its own is taken for a store that processes share.
    store: options.isShared === false ? memory : { ...memory },
    onSubmitted: (run) => void runs.push(run),
    fetch: async (input, init) => {
      const { searchParams } = new URL(String(input))
      if (init?.method === 'POST') {
        sent += 1
        return Response.json({ status: 'IN_QUEUE', request_id: 'sent' }, { status: 201 })
      }
      asked.push({
        metadata: JSON.parse(searchParams.get('metadata') ?? 'null') as unknown,
        limit: searchParams.get('limit'),
      })
      return list()
    },
  })
  const answer = await handler(
    new Request('http://app.test/proxy', {
      method: 'POST',
      headers: { 'x-modelrunner-target-url': `${QUEUE}/acme/image` },
      body: JSON.stringify({ metadata: { mr_client_id: 'c1' } }),
    }),
  )
  const body = (await answer.json()) as { request_id?: string; error?: string }
  return { status: answer.status, ...body }
}

const ownerTag = async () => (await createUser(SECRET, 'ada')).ownerTag
const item = async (more: object = {}) => ({
  id: 'r1',
  status: 'IN_PROGRESS',
  modelEndpoint: 'acme/image',
  metadata: { mr_client_id: 'c1', mr_user: await ownerTag() },
  ...more,
})

describe('the request that an earlier submit made', () => {
  it('is asked for by client id and owner, adopted, and reported to the app', async () => {
    items = [await item()]
    expect(await submit()).toMatchObject({ status: 'IN_PROGRESS', request_id: 'r1' })
    expect(asked).toEqual([{ metadata: { mr_client_id: 'c1', mr_user: await ownerTag() }, limit: '20' }])
    expect(sent).toBe(0)
    expect(runs).toEqual([{ userId: 'ada', endpoint: 'acme/image', clientId: 'c1', requestId: 'r1' }])
  })

  it('is asked for by client id alone where there are no users', async () => {
    items = [await item({ metadata: { mr_client_id: 'c1' } })]
    expect(await submit({ hasUser: false })).toMatchObject({ request_id: 'r1' })
    expect(asked[0]?.metadata).toEqual({ mr_client_id: 'c1' })
  })

  it('is the oldest of several', async () => {
    items = [await item({ id: 'newer' }), await item({ id: 'older' })]
    expect(await submit()).toMatchObject({ request_id: 'older' })
  })

  it.each(['requestedModelEndpoint', 'modelEndpoint', 'baseModelEndpoint'])(
    'is known by its %s',
    async (name) => {
      items = [await item({ modelEndpoint: 'acme/base', [name]: 'acme/image' })]
      expect(await submit()).toMatchObject({ request_id: 'r1' })
    },
  )

  it.each<[string, object]>([
    ['another client id', { metadata: { mr_client_id: 'c2', mr_user: 'OWNER' } }],
    ['another owner', { metadata: { mr_client_id: 'c1', mr_user: 'mru_eve' } }],
    ['no metadata', { metadata: null }],
    ['another endpoint', { modelEndpoint: 'acme/other' }],
    ['no usable id', { id: 1 }],
    ['no usable status', { status: null }],
  ])('is not one with %s, which a filter on the way may have let through', async (_, more) => {
    const owner = await ownerTag()
    items = [
      JSON.parse(JSON.stringify(await item(more)).replace('"OWNER"', JSON.stringify(owner))),
      null,
      'no item',
    ]
    expect(await submit()).toMatchObject({ request_id: 'sent' })
    expect(sent).toBe(1)
  })

  it.each<[string, () => Response]>([
    ['an error', () => Response.json({ data: [] }, { status: 503 })],
    ['no object', () => Response.json([])],
    ['no list', () => Response.json({ data: {} })],
    ['a page of a gateway', () => new Response('<html>', { headers: { 'content-type': 'text/html' } })],
  ])('is not known where the list is %s: nothing is sent where another process may have', async (_, read) => {
    list = read
    expect(await submit()).toMatchObject({
      error: expect.stringContaining('Nothing was sent'),
    })
    expect(sent).toBe(0)
  })

  it('is sent all the same where this process alone could have sent it', async () => {
    list = () => Response.json({ error: 'down' }, { status: 503 })
    expect(await submit({ isShared: false })).toMatchObject({ request_id: 'sent' })
  })
})
