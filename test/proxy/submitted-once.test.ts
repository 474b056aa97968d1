// @vitest-environment node
import { join } from 'node:path'
import { createClient } from 'redis'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { AppProcess, bundleServer } from '../support/app-process.js'
import { answerJson, startRecordingPlatform, type RecordingPlatform } from '../support/recording-platform.js'
import { startRedis, type RedisServer } from '../support/start-redis.js'

interface Accepted {
  id: string
  status: string
  modelEndpoint: string
  metadata: Record<string, string>
}

let redis: RedisServer
let client: ReturnType<typeof createClient>
let platform: RecordingPlatform
let processes: AppProcess[]
let accepted: Accepted[]

beforeAll(async () => {
  const [server, file, recording] = await Promise.all([
    startRedis(),
    bundleServer(join(import.meta.dirname, 'submitting-server.ts')),
    startRecordingPlatform(),
  ])
  redis = server
  platform = recording
  client = createClient({ url: redis.url })
  await client.connect()
  const env = { REDIS_URL: redis.url, PLATFORM_URL: platform.url }
  processes = [new AppProcess(file, env), new AppProcess(file, env)]
}, 60_000)

afterAll(async () => {
  for (const each of processes) each.end()
  client.destroy()
  await Promise.all([platform.close(), redis.kill()])
})

beforeEach(() => {
  accepted = []
  platform.answer = (_, outgoing, { method, url, body }) => {
    if (method === 'GET') {
      const wanted = JSON.parse(new URL(url, platform.url).searchParams.get('metadata') ?? '{}') as object
      const data = accepted.filter(({ metadata }) =>
        Object.entries(wanted).every(([key, value]) => metadata[key] === value),
      )
      return answerJson(outgoing, { page: 1, limit: 20, total: data.length, totalPages: 1, data })
    }
    const { metadata } = JSON.parse(body) as { metadata: Record<string, string> }
    const id = `request-of-${metadata['mr_client_id']}`
    accepted.push({ id, status: 'IN_PROGRESS', modelEndpoint: url.replace('/queue/', ''), metadata })
    answerJson(outgoing, { status: 'IN_QUEUE', request_id: id }, 201)
  }
})

/** What a browser does: the same submit again, to whichever process, until one answers. */
async function submit(endpoint: string, clientId: string): Promise<{ requestId: string; called: string[] }> {
  const body = JSON.stringify({ prompt: 'a cat', metadata: { mr_client_id: clientId } })
  for (let attempt = 0; ; attempt += 1) {
    const target = `${platform.hosts.queue}/${endpoint}`
    const answer = await processes[attempt % 2]?.post(body, { 'x-modelrunner-target-url': target })
    if (answer?.status !== 201) continue
    const called = await client.lRange(`submitted:${clientId}`, 0, -1)
    return { requestId: ((await answer.json()) as { request_id: string }).request_id, called }
  }
}

describe('onSubmitted', { timeout: 120_000 }, () => {
  it('was called once for each request by the time its submit is answered', async () => {
    const ends = await Promise.all(
      Array.from({ length: 20 }, (_, run) => submit('owner/calm', `calm-${run}`)),
    )
    expect(ends.map(({ called }) => called)).toEqual(ends.map(({ requestId }) => [requestId]))
    await submit('owner/calm', 'calm-1')
    expect(await client.lRange('submitted:calm-1', 0, -1)).toEqual(['request-of-calm-1'])
  })

  it('is called again with the same request id where a process died in it, and nothing is sent again', async () => {
    const [within, after] = await Promise.all([
      submit('owner/dies-within', 'within'),
      submit('owner/dies-after', 'after'),
    ])
    expect(within.requestId).toBe('request-of-within')
    expect(new Set(within.called)).toEqual(new Set(['request-of-within']))
    // It had done its work and could not say so: the app sees the same id again, once for each process that died under it.
    expect(after.requestId).toBe('request-of-after')
    expect(after.called.length).toBeGreaterThanOrEqual(2)
    expect(new Set(after.called)).toEqual(new Set(['request-of-after']))
    expect(accepted.map(({ id }) => id).sort()).toEqual(['request-of-after', 'request-of-within'])
    expect(processes.reduce((sum, each) => sum + each.crashes, 0)).toBeGreaterThan(0)
  })
})
