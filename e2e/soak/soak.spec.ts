import { FakeClock } from '../../test/support/fake-clock.js'
import { wartyProxies } from '../../test/warty-proxies/warty-proxies.js'
import { expect, test } from '../support/runs-test.js'
import { judge } from './judge.js'
import { Tabs } from './tabs.js'
import { watch } from './witness.js'

/** What `npm run soak` says. */
const MINUTES = Number(process.env.SOAK_MINUTES)
const SEED = Number(process.env.SOAK_SEED)
/** A proxy that only adds the key knows nothing of a submit that comes twice. */
const isPlain = process.env.SOAK_PLAIN !== undefined

/** So long, and everything has happened: trouble that never came proves nothing, min. */
const ENOUGH_MINUTES = 3

/** After the trouble everything must have come to its end within this, ms. */
const HEALED_MS = 90_000

test.use({ stackOptions: isPlain ? { proxy: wartyProxies.official } : {} })

test('in a browser whose tabs crash, reload and go offline, nothing is lost, billed twice or reported twice', async ({
  context,
  stack,
}) => {
  const { emulator } = stack
  const witness = await watch(context)
  const tabs = new Tabs(context, stack, new FakeClock({ seed: SEED }).random)
  emulator.set({
    queueMs: 300,
    runMs: 1_500,
    faults: [
      { route: 'submit', cut: 'before', probability: 0.05 },
      { route: 'submit', cut: 'after', probability: 0.1 },
      { route: 'submit', cut: 'answer', probability: 0.05 },
      { route: 'submit', status: 502, probability: 0.05 },
      { route: 'submit', delayMs: 1_000, probability: 0.15 },
      { route: 'submit', answerDelayMs: 3_000, probability: 0.1 },
      { route: 'stream', stream: { dropAfterMs: 3_000 }, probability: 0.3 },
      { route: 'stream', stream: { stall: true }, probability: 0.05 },
      { route: 'list', status: 500, probability: 0.15 },
      { route: 'item', status: 502, probability: 0.15 },
    ],
  })
  await tabs.openAll()
  for (const end = Date.now() + MINUTES * 60_000; Date.now() < end;) await tabs.trouble()

  const { happened } = tabs
  // What the command is for, and before anything below can fail.
  process.stdout.write(`\nhappened: ${JSON.stringify({ ...happened, ...emulator.faultCounts() })}\n`)
  emulator.set({ faults: [] })
  await tabs.openAll()
  const phases = async () => (await tabs.shown()).map(({ phase }) => phase)
  await expect.poll(phases, { timeout: HEALED_MS }).not.toContainEqual(expect.stringMatching(/ing$|queued/))

  const { submits, told } = witness
  process.stdout.write(`${submits.size} submits, ${emulator.requests().length} requests, ${told.size} told\n`)
  expect(submits.size).toBeGreaterThan(0)
  expect(await judge(witness, tabs, emulator)).toEqual([])
  if (MINUTES >= ENOUGH_MINUTES) expect(Object.entries(happened).filter(([, times]) => !times)).toEqual([])
})
