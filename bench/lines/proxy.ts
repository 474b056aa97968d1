import { request as httpRequest } from 'node:http'
import { createProxyHandler, toNodeHandler } from '../../src/proxy/index.js'
import { listen } from '../../test/support/listen.js'
import { median, percentile, type Row, spreadOf, verdictOf } from '../row.js'

const CALLS = 400
const ROUNDS = 5
const IN_PARALLEL = 8

/** (g) What the proxy adds to a call, beside one that passes every byte on and checks nothing. */
export async function run(): Promise<Row[]> {
  const answer = JSON.stringify({ data: [], total: 0 })
  const platform = await listen((request, response) => {
    request.resume()
    response.setHeader('content-type', 'application/json')
    response.end(answer)
  })
  const hosts = {
    queue: `${platform.url}/queue`,
    rest: `${platform.url}/rest`,
    media: `${platform.url}/media`,
  }
  const target = `${hosts.rest}/models?limit=1`
  const handler = toNodeHandler(createProxyHandler({ apiKey: 'bench', hosts }))
  const ours = await listen((request, response) => void handler(request, response))
  const isolating = toNodeHandler(
    createProxyHandler({ apiKey: 'bench', hosts, authorize: () => ({ userId: 'ada' }) }),
  )
  const isolated = await listen((request, response) => void isolating(request, response))
  const passing = await listen((request, response) => {
    const headers = { authorization: 'Key bench', accept: 'application/json' }
    const upstream = httpRequest(target, { method: request.method ?? 'GET', headers }, (answered) => {
      response.writeHead(answered.statusCode ?? 502, answered.headers)
      answered.pipe(response)
    })
    request.pipe(upstream)
  })
  const times = { ours: [] as number[], isolated: [] as number[], bare: [] as number[] }
  const perRound = { ours: [] as number[], isolated: [] as number[], bare: [] as number[] }
  const urls = { ours: ours.url, isolated: isolated.url, bare: passing.url }
  for (let round = 0; round <= ROUNDS; round++) {
    for (const name of ['ours', 'isolated', 'bare'] as const) {
      const taken = await callMany(urls[name], target)
      // The first round only warms up.
      if (round === 0) continue
      times[name].push(...taken)
      perRound[name].push(median(taken))
    }
  }
  await Promise.all([ours, isolated, passing, platform].map((server) => server.close()))
  const show = (values: number[]) =>
    `p50 ${median(values).toFixed(2)} ms, p95 ${percentile(values, 0.95).toFixed(2)} ms`
  return [
    {
      line: 'g',
      what: `a small call through the proxy, ${IN_PARALLEL} at a time`,
      ours: `${show(times.ours)}; with user isolation ${show(times.isolated)}`,
      peers: `pass-through without any check (node:http): ${show(times.bare)}`,
      verdict: verdictOf(median(times.ours), median(times.bare)),
      spread: `${spreadOf(perRound.ours, 'ms', 2)} ours`,
      meaning:
        'what route rules, limits and isolation cost per call; a pass-through gives your key to any route',
    },
  ]
}

async function callMany(url: string, target: string): Promise<number[]> {
  const taken: number[] = []
  const lane = async () => {
    for (let call = 0; call < CALLS / IN_PARALLEL; call++) {
      const startedAt = performance.now()
      const answer = await fetch(url, { headers: { 'x-modelrunner-target-url': target } })
      if (!answer.ok) throw new Error(`HTTP ${answer.status}: ${await answer.text()}`)
      await answer.text()
      taken.push(performance.now() - startedAt)
    }
  }
  await Promise.all(Array.from({ length: IN_PARALLEL }, lane))
  return taken
}
