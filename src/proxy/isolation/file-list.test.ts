// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { createProxyHandler } from '../create-proxy-handler.js'
import { createUser } from './user.js'

const SECRET = 'the secret of the app'
const file = (id: string, createdAt: string) => ({
  id,
  url: `https://media.modelrunner.ai/${id}.png`,
  source: 'request_output',
  createdAt,
  isFavorited: false,
  tags: [],
})

describe('the outputs in a user’s list', () => {
  it('leave out a file that is older than the request: a model handed on what may be somebody else’s', async () => {
    const { ownerTag } = await createUser(SECRET, 'ada')
    const request = {
      id: 'r1',
      status: 'COMPLETED',
      createdAt: '2026-08-02T00:00:00Z',
      metadata: { mr_user: ownerTag },
      output: ['https://media.modelrunner.ai/made.png', 'https://media.modelrunner.ai/old.png'],
    }
    const files = [file('made', '2026-08-02T00:00:05Z'), file('old', '2026-08-01T00:00:00Z')]
    const handler = createProxyHandler({
      apiKey: 'key',
      userSecret: SECRET,
      authorize: () => ({ userId: 'ada' }),
      fetch: async (input) => {
        const { pathname, searchParams } = new URL(String(input))
        if (pathname === '/requests') return Response.json({ data: [request] })
        return Response.json({ items: searchParams.has('requestId') ? files : [] })
      },
    })
    const target = { 'x-modelrunner-target-url': 'https://api.modelrunner.run/files' }
    const answer = await handler(new Request('http://app.test/proxy', { headers: target }))
    expect(await answer.json()).toMatchObject({ items: [{ id: 'made' }], pagination: { total: 1 } })
  })
})
