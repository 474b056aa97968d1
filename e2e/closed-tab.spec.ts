import { createManualClock, type ManualClock } from 'modelrunner-react/emulator'
import { createMemoryStore, createProxyHandler, toNodeHandler } from 'modelrunner-react/proxy'
import { createWebhookHandler, type WebhookDelivery } from 'modelrunner-react/webhooks'
import { listen } from '../test/support/listen.js'
import { clickRun, expect, fact, openRuns, test as base } from './support/runs-test.js'

/** What `test/echo` takes from its submit to its end, ms of the platform. */
const TAKES_MS = 300

interface Server {
  /** Where the platform delivers. */
  url: string
  /** Whose each request is, as `onSubmitted` said. */
  owners: Map<string, string | undefined>
  /** What the webhook handler was given. */
  ended: WebhookDelivery[]
  /** Request ids whose bill is known. */
  settled: string[]
}

/** The app's server: the proxy and the webhook handler, with one store. Time on the platform moves when the test says so. */
const test = base.extend<{ clock: ManualClock; server: Server }>({
  // From now on: deliveries are signed with the platform's time, and old ones are refused.
  clock: async ({}, handOver) => handOver(createManualClock(Date.now())),
  stackOptions: async ({ clock, server }, handOver) =>
    handOver({
      emulator: { clock },
      settings: { allowLoopbackWebhooks: true },
      proxy: ({ hosts, apiKey }) =>
        createProxyHandler({
          hosts,
          apiKey,
          authorize: () => ({ userId: 'ada' }),
          refuse: ['public'],
          store,
          limits: { concurrentRuns: 1 },
          onSubmitted: ({ requestId, userId }) => server.owners.set(requestId, userId),
          onSettled: ({ requestId }) => server.settled.push(requestId),
        }),
    }),
  server: async ({}, handOver) => {
    const seen: Omit<Server, 'url'> = { owners: new Map(), ended: [], settled: [] }
    const webhooks = createWebhookHandler({
      secret: () => secret,
      store,
      onCompleted: (delivery) => void seen.ended.push(delivery),
    })
    const { url, close } = await listen(toNodeHandler(webhooks))
    await handOver({ url: `${url}/`, ...seen })
    await close()
  },
})

let store = createMemoryStore()
let secret = ''

test.beforeEach(async ({ stack }) => {
  const { rest } = stack.emulator.hosts
  const headers = { authorization: 'Key e2e-secret-key-9f3b' }
  const answer = await stack.emulator.fetch(new Request(`${rest}/webhooks/default/secret`, { headers }))
  secret = ((await answer.json()) as { key: string }).key
})
test.afterEach(() => {
  store = createMemoryStore()
})

test('a run whose tab was closed ends on the server, and is there when its user returns', async ({
  page,
  context,
  stack,
  clock,
  server,
}) => {
  await openRuns(page, stack.url, { key: 'video', webhook: server.url })
  await clickRun(page)
  await expect(fact(page, 'phase')).toHaveText('queued')
  await page.close()
  await expect.poll(() => stack.emulator.streams().open).toBe(0)

  await clock.advance(TAKES_MS)
  await expect.poll(() => server.ended.length).toBe(1)
  const [delivery] = server.ended
  expect(delivery).toMatchObject({ event: 'completed', outcome: 'succeeded' })
  expect(delivery?.request.output).toBeTruthy()
  expect(server.owners.get(delivery?.request.id ?? '')).toBe('ada')
  // Its price is known and its place is free, though nobody watches.
  await expect.poll(() => server.settled).toEqual([delivery?.request.id])
  await expect.poll(() => stack.emulator.deliveries()).toMatchObject([{ status: 'delivered', attempts: 1 }])

  const tab = await context.newPage()
  await openRuns(tab, stack.url, { key: 'video', webhook: server.url })
  await expect(fact(tab, 'phase')).toHaveText('succeeded')
  expect(stack.emulator.billed().count).toBe(1)
})
