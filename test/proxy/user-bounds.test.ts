// @vitest-environment node
import { expect, it } from 'vitest'
import { createProxyHandler } from '../../src/proxy/create-proxy-handler.js'
import { createUser } from '../../src/proxy/isolation/user.js'
import { createMemoryStore } from '../../src/proxy/store/memory-store.js'

const QUEUE = 'https://queue.modelrunner.run'
const REST = 'https://api.modelrunner.run'
const SECRET = 'the secret of the app'

/** A platform on which each request is the user's whose name its id begins with; notes what it is asked. */
async function app(store = createMemoryStore()) {
  const tags = new Map<string, string>()
  for (const name of ['ada', 'eve']) tags.set(name, (await createUser(SECRET, name)).ownerTag)
  const calls: string[] = []
  let submits = 0
  const handler = createProxyHandler({
    apiKey: 'k',
    userSecret: SECRET,
    store,
    authorize: (request) => ({ userId: request.headers.get('x-user') ?? '' }),
    fetch: async (input, init) => {
      const { pathname, searchParams } = new URL(String(input))
      calls.push(`${init?.method ?? 'GET'} ${pathname}`)
      if (init?.method === 'POST')
        return Response.json({ status: 'IN_QUEUE', request_id: `sent-${(submits += 1)}` }, { status: 201 })
      if (pathname === '/requests') return Response.json({ data: [], total: 0 })
      if (pathname === '/files') {
        const owner = /mru[0-9a-f]+/.exec(searchParams.get('q') ?? '')?.[0] ?? ''
        return Response.json({ items: [], pagination: { total: 0 }, owner })
      }
      const id = pathname.split('/').at(-1)?.replace('status', '') || pathname.split('/').at(-2)
      const owner = tags.get(id?.split('-')[0] ?? '')
      return Response.json({ id, request_id: id, status: 'IN_PROGRESS', metadata: { mr_user: owner } })
    },
  })
  const call = (user: string, method: string, url: string, body?: object) =>
    handler(
      new Request('http://app.test/proxy', {
        method,
        headers: { 'x-user': user, 'x-modelrunner-target-url': url },
        body: body ? JSON.stringify(body) : null,
      }),
    )
  return { calls, call }
}

it('a user’s submits do not push out what is known of another’s: a repeat still gets the first answer', async () => {
  const store = createMemoryStore()
  const { calls, call } = await app(store)
  const submit = async (user: string) => {
    const answer = await call(user, 'POST', `${QUEUE}/owner/alias`, { metadata: { mr_client_id: 'same' } })
    return (await answer.json()) as { request_id: string }
  }
  const [ada, eve] = [await submit('ada'), await submit('eve')]
  const { scope } = await createUser(SECRET, 'eve')
  for (let index = 0; index < 5_001; index += 1)
    await store.setIfAbsent(`submit:{${scope}}:${index}`, 'accepted', 1e9)
  const sent = () => calls.filter((what) => what.startsWith('POST')).length
  expect(await submit('ada')).toEqual(ada)
  expect(sent()).toBe(2)
  // Her own oldest went; the platform's list is asked before it is sent again.
  expect(await submit('eve')).not.toEqual(eve)
})

it('a full memory store takes from those who fill it: 120,000 values of many scopes leave another’s one alone', async () => {
  const store = createMemoryStore()
  await store.setIfAbsent('submit:{ada}:1', 'accepted', 1e9)
  for (let index = 0; index < 120_000; index += 1)
    await store.setIfAbsent(`submit:{eve${index % 25}}:${index}`, 'accepted', 1e9)
  expect(await store.get('submit:{ada}:1')).toBe('accepted')
  expect(await store.get('submit:{eve0}:0')).toBeUndefined()
})

it('a user’s reads do not push out whose requests another’s are', async () => {
  const { calls, call } = await app()
  const status = (user: string, id: string) => call(user, 'GET', `${QUEUE}/owner/alias/requests/${id}/status`)
  expect((await status('ada', 'ada-1')).status).toBe(200)
  for (let index = 0; index < 600; index += 1) await status('eve', `eve-${index}`)
  const before = calls.length
  expect((await status('ada', 'ada-1')).status).toBe(200)
  expect(calls.slice(before)).toEqual(['GET /owner/alias/requests/ada-1/status'])
  await status('eve', 'eve-0')
  expect(calls.slice(before + 1)).toEqual(['GET /requests/eve-0', 'GET /owner/alias/requests/eve-0/status'])
})

it('a user whose file list is read again and again does not make another’s be read again', async () => {
  const { calls, call } = await app()
  const list = (user: string, query: string) => call(user, 'GET', `${REST}/files${query}`)
  await list('ada', '')
  await list('ada', '')
  const before = calls.length
  await list('ada', '')
  const usual = calls.length - before
  for (let index = 0; index < 300; index += 1) await list('eve', `?q=${index}`)
  const after = calls.length
  await list('ada', '')
  expect(calls.length - after).toBeLessThanOrEqual(usual)
})
