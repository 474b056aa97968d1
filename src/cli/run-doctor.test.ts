// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createEmulator, type Emulator, type ListeningEmulator } from '../emulator/index.js'
import { officialAdapter, type OFFICIAL_ADAPTERS } from '../../test/official-adapters/official-adapters.js'
import { startPlatformEdge } from '../../test/official-adapters/platform-edge.js'
import { listen } from '../../test/support/listen.js'
import { DEFAULT_RULES, type Rule } from '../proxy/index.js'
import { startProxy } from '../../test/support/start-proxy.js'
import { startWartyProxy } from '../../test/warty-proxies/start-warty-proxy.js'
import type { wartyProxies } from '../../test/warty-proxies/warty-proxies.js'
import { printFindings } from './doctor/finding.js'
import type { DoctorOptions } from './doctor/probe.js'
import { runDoctor } from './run-doctor.js'

let emulator: Emulator
let platform: ListeningEmulator
let open: { close(): Promise<void> }[]

beforeEach(async () => {
  emulator = createEmulator()
  emulator.set({ queueMs: 0, runMs: 0 })
  platform = await emulator.listen()
  open = [platform]
})
afterEach(async () => {
  await Promise.all(open.map((server) => server.close()))
  emulator.dispose()
})

const API_KEY = 'mr_test_key_0123456789'
const CANCEL_BY_GET: Rule = { method: 'GET', host: 'queue', path: '/{endpoint}/requests/{id}/cancel' }
const allow = [...DEFAULT_RULES, CANCEL_BY_GET]

function examine(proxyUrl: string, more: Partial<DoctorOptions> = {}) {
  return runDoctor({
    proxyUrl,
    hosts: platform.hosts,
    headers: {},
    apiKey: API_KEY,
    timeoutMs: 700,
    openStreams: () => emulator.streams().open,
    ...more,
  })
}

describe('our own proxy', () => {
  it('is well in every respect', async () => {
    const proxy = await startProxy({
      allow,
      apiKey: API_KEY,
      hosts: platform.hosts,
      authorize: (request) => {
        const userId = request.headers.get('cookie')?.replace('user=', '')
        return userId ? { userId } : false
      },
    })
    open.push(proxy)
    await fetch(proxy.url, {
      method: 'POST',
      body: '{"prompt":"hi"}',
      headers: { cookie: 'user=ada', 'x-modelrunner-target-url': `${platform.hosts.queue}/test/instant` },
    })
    const findings = await examine(proxy.url, {
      headers: { cookie: 'user=ada' },
      otherHeaders: { cookie: 'user=bob' },
    })
    expect(findings.filter(({ verdict }) => verdict !== 'ok')).toEqual([])
    expect(findings).toHaveLength(17)
    expect(emulator.requests()).toHaveLength(1) // nothing was run
    expect(emulator.files()).toEqual([])
  })

  it('without authorize is open, and reported as such', async () => {
    const proxy = await startProxy({ allow, apiKey: API_KEY, hosts: platform.hosts })
    open.push(proxy)
    const findings = await examine(proxy.url)
    expect(findings.filter(({ verdict }) => verdict !== 'ok')).toMatchObject([
      {
        verdict: 'warn',
        title: 'Users see only what is theirs',
        fix: expect.stringContaining('authorize'),
      },
    ])
  })

  it('that lets nobody in is distinguished from one without a key', async () => {
    const closed = await startProxy({ apiKey: API_KEY, hosts: platform.hosts, authorize: () => false })
    const keyless = await startProxy({ apiKey: () => '', hosts: platform.hosts })
    open.push(closed, keyless)
    expect((await examine(closed.url)).at(-1)).toMatchObject({
      verdict: 'fail',
      fix: expect.stringContaining('--header'),
    })
    expect((await examine(keyless.url)).at(-1)).toMatchObject({
      verdict: 'fail',
      fix: expect.stringContaining('MODELRUNNER_KEY'),
    })
  })
})

describe('the official adapters', () => {
  /** What must not be green, per adapter, and who is named. All of them send a browser's authorization on and have no list of routes. */
  const COMMON = ['A browser’s own authorization', 'Routes that no page needs', 'Users see only']
  const EXPECTED: Record<keyof typeof OFFICIAL_ADAPTERS, { named: RegExp; warts: string[] }> = {
    express: { named: /Express/, warts: ['Statuses', 'The stream upstream'] },
    nextPages: {
      named: /pages router/,
      warts: ['The event stream', 'The stream upstream', 'A call without a body'],
    },
    nextApp: { named: /app router/, warts: ['Cancel, PUT, PATCH', 'The stream upstream'] },
    hono: { named: /Hono/, warts: ['A call without a body', 'Bodies are what', 'Server errors'] },
    remix: {
      named: /Remix/,
      warts: ['A call without a body', 'Bodies are what', 'Server errors', 'The stream upstream'],
    },
    svelte: { named: /SvelteKit/, warts: ['Cancel, PUT, PATCH'] },
  }

  it.each(Object.entries(EXPECTED))(
    '%s: the doctor names each fault, and nothing that works',
    async (name, expected) => {
      const edge = await startPlatformEdge(emulator)
      const adapter = await listen(
        // A name of the table above.
        officialAdapter(name as keyof typeof OFFICIAL_ADAPTERS, {
          hosts: edge.hosts,
          apiKey: API_KEY,
        }),
      )
      open.push(adapter, edge)
      const findings = await examine(adapter.url, { hosts: edge.hosts, timeoutMs: 3000 })
      const notOk = findings.filter(({ verdict }) => verdict !== 'ok').map(({ title }) => title)
      const wanted = [...COMMON, ...expected.warts]
      expect(notOk.filter((title) => !wanted.some((start) => title.startsWith(start)))).toEqual([])
      expect(wanted.filter((start) => !notOk.some((title) => title.startsWith(start)))).toEqual([])
      expect(findings.find(({ title }) => title === 'What answers')?.found).toMatch(expected.named)
      expect(findings.filter(({ verdict, fix }) => /warn|fail/.test(verdict) && !fix)).toEqual([])
      expect(printFindings(findings)).not.toMatch(/whsec_|mr_test_key/)
    },
    60_000,
  )
})

describe('a proxy that falls short', () => {
  /** What must be found on each, by the title of the check. */
  const SHORTCOMINGS: Record<
    Exclude<keyof typeof wartyProxies, 'official'>,
    [title: RegExp, says: RegExp]
  > = {
    swallowsStatus: [/Statuses/, /200 for an unknown request/],
    buffers: [/event stream/, /no answer within/],
    silentStream: [/event stream/, /headers came, but no byte/],
    onlyGetPostPut: [/PATCH and DELETE/, /PATCH, DELETE/],
    refusesHost: [/reaches the platform/, /412/],
    refusesHeader: [/reaches the platform/, /400.*target-url/],
    noKey: [/reaches the platform/, /401/],
    htmlErrorPage: [/proxy answers/, /HTML page \(502\)/],
    htmlAppPage: [/proxy answers/, /HTML page \(200\)/],
    redirectsToSignIn: [/proxy answers/, /redirect \(302\)/],
    forwardsAuthorization: [/own authorization/, /sent on/],
    wrongContentType: [/JSON is called JSON/, /text\/plain/],
    leaksKey: [/key is in no answer/, /header authorization/],
    openToAnyHost: [/Other hosts/, /it was tried/],
    ignoresAbort: [/browser leaves/, /still open/],
  }

  it.each(Object.entries(SHORTCOMINGS))('%s is named', async (wart, [title, says]) => {
    // A name of the table above.
    const proxy = await startWartyProxy(wart as keyof typeof wartyProxies, {
      hosts: platform.hosts,
      apiKey: API_KEY,
    })
    open.push(proxy)
    const findings = await examine(proxy.url)
    const finding = findings.find((one) => title.test(one.title))
    expect(finding?.verdict).toMatch(/fail|warn/)
    expect(finding?.found).toMatch(says)
    expect(finding?.fix).toBeTruthy()
    expect(printFindings(findings)).not.toContain(API_KEY)
  })

  it('that is not there is named too', async () => {
    const proxy = await startProxy({})
    await proxy.close()
    expect(await examine(proxy.url)).toMatchObject([
      { verdict: 'fail', found: expect.stringContaining('ECONNREFUSED') },
    ])
  })

  it('with a bucket that hides ETags gets an error that says what to do', async () => {
    emulator.set({ exposeEtag: false })
    const proxy = await startProxy({ apiKey: API_KEY, hosts: platform.hosts })
    open.push(proxy)
    const finding = (await examine(proxy.url)).find(({ title }) => title.includes('Storage'))
    expect(finding).toMatchObject({ verdict: 'fail', fix: expect.stringContaining('ExposeHeaders') })
  })
})
