import { wartyProxies } from '../../test/warty-proxies/warty-proxies.js'
import { expect, test } from '../support/runs-test.js'
import { judge } from './judge.js'
import { seededRandom } from './seeded-random.js'
import { Tabs } from './tabs.js'
import { watch } from './witness.js'

const MINUTES = Number(process.env.SOAK_MINUTES ?? 3)
const SEED = Number(process.env.SOAK_SEED ?? Date.now() % 1_000_000)
/** A proxy that only adds the key knows nothing of a submit that comes twice. */
const isPlain = process.env.SOAK_PROXY === 'official'

/** After the trouble everything must have come to its end within this, ms. */
const HEALED_MS = 90_000

test.use({ stackOptions: isPlain ? { proxy: wartyProxies.official } : {} })

test('in a browser whose tabs crash, reload and lose their network, nothing is lost, paid twice or told twice', async ({
  context,
  stack,
}) => {
  const { emulator } = stack
  const witness = await watch(context)
  const tabs = new Tabs(context, stack, seededRandom(SEED))
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

  emulator.set({ faults: [] })
  await tabs.openAll()
  const phases = async () => (await tabs.shown()).map(({ phase }) => phase)
  await expect.poll(phases, { timeout: HEALED_MS }).not.toContainEqual(expect.stringMatching(/ing$|queued/))

  console.log(`seed ${SEED}, ${MINUTES} min, through ${isPlain ? 'a plain proxy' : 'the package’s own'}`)
  console.log(`happened: ${JSON.stringify({ ...tabs.happened, ...emulator.faultCounts() })}`)
  console.log(
    `${witness.submits.size} submits, ${emulator.requests().length} requests, ${witness.told.size} told`,
  )
  expect(witness.submits.size).toBeGreaterThan(0)
  expect(await judge(witness, tabs, emulator)).toEqual([])
})
