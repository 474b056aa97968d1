// @vitest-environment node
import { expect, it } from 'vitest'
import { createProxyHandler } from '../../src/proxy/create-proxy-handler.js'
import { createUser } from '../../src/proxy/isolation/user.js'
import type { FileItem, FilePage } from '../../src/protocol/file-item.js'

const SECRET = 'the secret of the app'

it('2,000 newer files that the search for one’s own also finds do not hide one’s own', async () => {
  const [ada, eve] = await Promise.all([createUser(SECRET, 'ada'), createUser(SECRET, 'eve')])
  const upload = (id: string, name: string, age: number): FileItem => ({
    id,
    url: `https://media.modelrunner.ai/x-${name}.png`,
    source: 'upload',
    createdAt: new Date(Date.UTC(2026, 10, 1) - age * 60_000).toISOString(),
    isFavorited: false,
    tags: [],
  })
  const files = [
    // Named after ada, and eve's by the tag that the proxy has put first.
    ...Array.from({ length: 2_000 }, (_, index) =>
      upload(`eve-${index}`, `${eve.filePrefix}${ada.filePrefix}${index}`, index),
    ),
    upload('own', `${ada.filePrefix}holiday`, 3_000),
  ]
  const handler = createProxyHandler({
    apiKey: 'mr_test_key_0123456789',
    userSecret: SECRET,
    authorize: () => ({ userId: 'ada' }),
    fetch: async (input) => {
      const { pathname, searchParams } = new URL(String(input))
      if (pathname === '/requests') return Response.json({ data: [], total: 0 })
      const [limit, page] = [Number(searchParams.get('limit')), Number(searchParams.get('page'))]
      const found = files.filter(({ url }) => url.includes(searchParams.get('q') ?? ''))
      const items = found.slice((page - 1) * limit, page * limit)
      return Response.json({ items, pagination: { page, limit, total: found.length } })
    },
  })
  const headers = { 'x-modelrunner-target-url': 'https://api.modelrunner.run/files' }
  const answer = await handler(new Request('http://app.test/proxy', { headers }))
  expect(((await answer.json()) as FilePage).items.map(({ id }) => id)).toEqual(['own'])
})
