// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createEmulator, type Emulator, type ListeningEmulator } from '../../emulator/index.js'
import { startProxy } from '../../../test/support/start-proxy.js'
import { startWartyProxy } from '../../../test/warty-proxies/start-warty-proxy.js'
import type { wartyProxies } from '../../../test/warty-proxies/warty-proxies.js'
import type { DoctorOptions } from './doctor-options.js'
import { printFindings } from './print-findings.js'
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
    expect(findings).toHaveLength(13)
    expect(emulator.requests()).toHaveLength(1) // nothing was run
    expect(emulator.files()).toEqual([])
  })

  it('without authorize is open, and told so', async () => {
    const proxy = await startProxy({ apiKey: API_KEY, hosts: platform.hosts })
    open.push(proxy)
    const findings = await examine(proxy.url)
    expect(findings.filter(({ verdict }) => verdict !== 'ok')).toMatchObject([
      {
        verdict: 'warn',
        title: 'Strangers see nothing of others',
        fix: expect.stringContaining('authorize'),
      },
    ])
  })

  it('that lets nobody in, or has no key, is told apart', async () => {
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

describe('a proxy that falls short', () => {
  /** What must be found on each, by the title of the check. */
  const SHORTCOMINGS: Record<
    Exclude<keyof typeof wartyProxies, 'official'>,
    [title: RegExp, says: RegExp]
  > = {
    swallowsStatus: [/Statuses/, /200 for an unknown request/],
    buffers: [/event stream/, /no answer within/],
    silentStream: [/event stream/, /headers came, but no byte/],
    onlyGetPostPut: [/PUT, PATCH and DELETE/, /PATCH, DELETE/],
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
    ignoresAbort: [/leaves/, /still open/],
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

  it('with a bucket that hides ETags is told what to do', async () => {
    emulator.set({ exposeEtag: false })
    const proxy = await startProxy({ apiKey: API_KEY, hosts: platform.hosts })
    open.push(proxy)
    const finding = (await examine(proxy.url)).find(({ title }) => title.includes('Storage'))
    expect(finding).toMatchObject({ verdict: 'fail', fix: expect.stringContaining('ExposeHeaders') })
  })
})
