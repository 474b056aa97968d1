// @vitest-environment node
import { expect, it, vi } from 'vitest'
import { runScenario } from './run-scenario.js'
import type { PlannedRun, Scenario } from './scenario.js'

// What the long simulation found, each with a few seeds of its chance.

const RUN: PlannedRun = {
  at: 0,
  tab: 1,
  endpoint: 'test/echo',
  isPersisted: true,
  hasFile: false,
  isDoubleClicked: false,
  shownIn: 0,
  isClickedInBoth: false,
  cancelAfter: undefined,
  concurrent: 0,
  change: undefined,
}

const CALM: Omit<Scenario, 'seed'> = {
  tabs: 2,
  people: 1,
  locks: 'works',
  live: 'auto',
  server: 'bare',
  repeatChance: 0,
  wart: 'none',
  wartChance: 0,
  latencyMs: 0,
  storageSpreadMs: 0,
  storage: 'works',
  clockOffMs: 0,
  lagMs: 0,
  billing: { billingUpdate: 'none', billingDelayMs: null },
  faults: [],
  runs: [RUN],
  events: [],
}

const SEEDS = Array.from({ length: 40 }, (_, seed) => seed)

interface Found extends Partial<Scenario> {
  name: string
}

it.each<Found>([
  {
    name: 'a cancel where another tab submits is no end of that run',
    latencyMs: 300,
    runs: [{ ...RUN, cancelAfter: 0 }],
  },
  {
    name: 'a click in two tabs is one run, also where the file of one is up later',
    runs: [{ ...RUN, hasFile: true, isClickedInBoth: true }],
  },
  {
    name: 'a click in two tabs with files is one run, also where one reads late what the other stored',
    storageSpreadMs: 400,
    runs: [{ ...RUN, hasFile: true, isClickedInBoth: true }],
  },
  {
    name: 'a cancel where another tab has submitted does not remove what that one stored',
    storageSpreadMs: 400,
    runs: [{ ...RUN, isClickedInBoth: true, isDoubleClicked: true, cancelAfter: 0 }],
    events: [{ at: 0, tab: 0, kind: 'reload' }],
  },
  {
    name: 'a cancel of what another tab submitted ends nothing here, also where it cannot be looked up',
    storageSpreadMs: 10,
    faults: [{ route: 'list', probability: 0.8, status: 401 }],
    runs: [{ ...RUN, cancelAfter: 10, change: { after: 0, endpoint: 'test/slow', isClicked: true } }],
  },
  {
    name: 'a cancelled run shows no error of a read that began before',
    tabs: 1,
    lagMs: 2_500,
    runs: [
      { ...RUN, tab: 0, hasFile: true, shownIn: undefined },
      {
        ...RUN,
        at: 500,
        tab: 0,
        endpoint: 'test/cancellable',
        hasFile: true,
        shownIn: undefined,
        concurrent: 2,
        cancelAfter: 0,
        change: { after: 2_000, endpoint: 'test/echo', isClicked: false },
      },
    ],
    faults: [{ route: 'stream', probability: 0.1, stream: { stall: 2 } }],
  },
  {
    name: 'a submit that the browser repeats is one run behind our proxy, also where the list lags',
    tabs: 1,
    server: 'ours-for-people',
    repeatChance: 0.5,
    lagMs: 4_000,
    faults: [{ route: 'submit', probability: 0.6, delayMs: 1, cut: 'after' }],
    runs: [
      { ...RUN, hasFile: true },
      { ...RUN, at: 1 },
    ],
  },
  {
    name: 'a repetition that is refused is the truth: our proxy does not send the first copy after it',
    tabs: 1,
    server: 'ours',
    repeatChance: 0.7,
    faults: [{ route: 'submit', probability: 0.6, status: 429 }],
    runs: [0, 1, 2, 3, 4, 5].map((at) => ({ ...RUN, at, tab: 0, endpoint: 'test/slow', shownIn: undefined })),
  },
])('$name', async ({ name: _, ...found }) => {
  vi.spyOn(console, 'warn').mockImplementation(() => {})
  for (const seed of SEEDS) {
    const { violations } = await runScenario({ ...CALM, ...found, seed })
    expect(violations, `seed ${seed}`).toEqual([])
  }
})
