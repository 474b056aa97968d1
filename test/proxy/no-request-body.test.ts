// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { createEmulator } from '../../src/emulator/index.js'
import { createProxyHandler } from '../../src/proxy/create-proxy-handler.js'

/** As Firefox makes it: there is a body, and no property that shows it. */
function bodiless(url: string, body: string, headers: Record<string, string>): Request {
  const request = new Request(url, { method: 'POST', body, headers })
  Object.defineProperty(request, 'body', { value: undefined })
  return request
}

describe('where there is no Request.body, as in Firefox', () => {
  const TARGET = { 'x-modelrunner-target-url': 'https://queue.modelrunner.run/owner/alias' }

  it('a submit leaves the proxy with its input', async () => {
    const sent: unknown[] = []
    const handler = createProxyHandler({
      apiKey: 'mr_test_key_0123456789',
      fetch: async (_, init) => {
        sent.push(await new Response(init?.body).json())
        return Response.json({ status: 'IN_QUEUE', request_id: 'one' }, { status: 201 })
      },
    })
    const answer = await handler(bodiless('http://app.test/proxy', '{"prompt":"a cat"}', TARGET))
    expect(answer.status).toBe(201)
    expect(sent).toEqual([{ prompt: 'a cat' }])
  })

  it('a body over the limit is refused, and reaches nobody', async () => {
    let calls = 0
    const handler = createProxyHandler({
      apiKey: 'mr_test_key_0123456789',
      maxBodyBytes: 100,
      fetch: async () => {
        calls += 1
        return Response.json({})
      },
    })
    const body = JSON.stringify({ prompt: 'x'.repeat(200) })
    expect((await handler(bodiless('http://app.test/proxy', body, TARGET))).status).toBe(413)
    expect(calls).toBe(0)
  })

  it('a submit reaches the emulator with its input', async () => {
    const emulator = createEmulator()
    const headers = { authorization: 'Key test', 'content-type': 'application/json' }
    const answer = await emulator.fetch(
      bodiless(`${emulator.hosts.queue}/test/echo`, '{"prompt":"a cat"}', headers),
    )
    expect(answer.status).toBe(201)
    expect(emulator.requests()).toMatchObject([{ input: { prompt: 'a cat' } }])
    emulator.dispose()
  })
})
