// @vitest-environment node
import { describe, expect, it, vi } from 'vitest'
import { createProxyHandler } from '../create-proxy-handler.js'
import { TARGET_URL_HEADER } from '../../protocol/headers.js'
import { callUpstream } from './call-upstream.js'

const upstream = (fetch: () => Promise<Response>, timeoutMs: number) => ({
  fetch,
  timeoutMs,
  hosts: [],
  apiKey: 'k',
})
const CALL = { url: 'https://queue.modelrunner.run/requests', method: 'GET', headers: new Headers() }

describe('a fetch that does not heed its signal', () => {
  it.each(['GET', 'POST'])('is answered for with a 504 (%s)', async (method) => {
    const handler = createProxyHandler({
      apiKey: 'k',
      upstreamTimeoutMs: 20,
      fetch: () => new Promise(() => {}),
    })
    const path = method === 'GET' ? 'requests' : 'acme/model'
    const headers = {
      [TARGET_URL_HEADER]: `https://queue.modelrunner.run/${path}`,
      'content-type': 'application/json',
    }
    const body = method === 'GET' ? undefined : '{}'
    const answer = await handler(new Request('https://app.example/proxy', { method, headers, body }))
    expect(answer.status).toBe(504)
    expect(await answer.json()).toMatchObject({ source: 'proxy', statusCode: 504 })
  })

  it('does not keep what a browser waits for that has left', async () => {
    const settings = upstream(() => new Promise<Response>(() => {}), 60_000)
    const browser = new AbortController()
    const call = callUpstream(settings, { ...CALL, signal: browser.signal })
    browser.abort()
    await expect(call).rejects.toMatchObject({ status: 499 })
  })

  it('has what it answers too late thrown away', async () => {
    const cancel = vi.fn()
    let answerNow = (_: Response) => {}
    const fetch = () => new Promise<Response>((resolve) => (answerNow = resolve))
    await expect(callUpstream(upstream(fetch, 20), CALL)).rejects.toMatchObject({ status: 504 })
    answerNow(new Response(new ReadableStream({ cancel })))
    await vi.waitFor(() => expect(cancel).toHaveBeenCalled())
  })
})
