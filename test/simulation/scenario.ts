import fc from 'fast-check'
import type { Fault } from '../../src/emulator/faults/fault.js'
import type { LockSupport } from './browser.js'
import { fault } from './platform-faults.js'
import type { ProxyWart } from './proxy-wart.js'
import type { ServerKind } from './server.js'

/** What a person (or two, or their double click) starts. */
export interface PlannedRun {
  /** ms after the start. */
  at: number
  tab: number
  endpoint: string
  /** Whether it has a `persistKey`, and so must survive reloads. */
  isPersisted: boolean
  /** A file in its input, which must be up before it leaves. */
  hasFile: boolean
  /** A second click at once, which must not count. */
  isDoubleClicked: boolean
  /** Another tab that shows the same run. */
  shownIn: number | undefined
  /** Whether it is clicked there, too, at the same moment. */
  isClickedInBoth: boolean
  /** ms after the click. */
  cancelAfter: number | undefined
  /** So many more at the same moment, each a run of its own. */
  concurrent: number
  /** The component changes to another endpoint under the same name, and back in the end. */
  change: { after: number; endpoint: string; isClicked: boolean } | undefined
}

export type TabEvent =
  | 'reload'
  | 'close'
  | 'hide'
  | 'show'
  | 'freeze'
  | 'thaw'
  | 'back-forward'
  | 'offline'
  | 'online'
  | 'sleep'
  | 'open'
  | LieEvent
  | LockEvent
  | ClockEvent
  | StorageEvent

/** `navigator.onLine` says what is not so. */
type LieEvent = 'says-offline' | 'says-online'

/** Its code stops while it has its turn to submit: until somebody looks at it, or for ever. */
type LockEvent = 'freeze-in-turn' | 'hang-in-turn'

/** The machine's clock is set, by minutes. */
type ClockEvent = 'clock-forward' | 'clock-back'

/** What becomes of the browser's storage; it heals with the rest. */
type StorageEvent = 'storage-full' | 'storage-blocked' | 'storage-garbled' | 'storage-works'

export interface Scenario {
  seed: number
  tabs: number
  /** Two people take turns at the tabs: the first has the first and the third. */
  people: number
  locks: LockSupport
  live: 'auto' | 'poll' | 'stream'
  server: ServerKind
  /** How often browsers repeat a POST by themselves, 0–1. Only our own proxy knows the second for what it is. */
  repeatChance: number
  wart: ProxyWart
  wartChance: number
  latencyMs: number
  /** How long one tab does not read yet what another one stored. Browsers take some 10 ms, busy ones more. */
  storageSpreadMs: number
  /** From the start to the end. */
  storage: 'works' | 'full' | 'blocked'
  /** By so much the browser's clock differs from the platform's at the start, ms. */
  clockOffMs: number
  /** For so long after a submit neither list nor item know of it, ms. */
  lagMs: number
  billing: { billingUpdate: 'none' | 'event'; billingDelayMs: number | null }
  faults: Fault[]
  runs: PlannedRun[]
  events: { at: number; tab: number; kind: TabEvent }[]
}

/** Everything goes wrong for this long; then the world heals, and all must come to its end. ms */
export const TROUBLE_MS = 120_000

const ENDPOINTS = [
  'test/echo',
  'test/instant',
  'test/provider-failure',
  'test/invalid-output',
  'test/force-failed',
  'test/cancellable',
  'test/empty-output',
  'test/partial',
  'test/billing-pending',
  'test/billing-event',
  'bytedance/sdxl-lightning-4step',
  'test/slow',
  'test/insufficient-balance',
  'test/rate-limited',
  'test/server-error',
]

const MINUTE_MS = 60_000

const OFTEN_SOUND = [...Array<Scenario['storage']>(10).fill('works'), 'full', 'full', 'blocked'] as const

/** One event tells of the end and of the bill. */
const SETTLED: Scenario['billing'] = { billingUpdate: 'none', billingDelayMs: null }

const moment = fc.integer({ min: 0, max: 80_000 })
const tab = fc.integer({ min: 0, max: 2 })

const run: fc.Arbitrary<PlannedRun> = fc.record({
  at: fc.oneof(fc.integer({ min: 0, max: 3_000 }), moment),
  tab,
  endpoint: fc.constantFrom(...ENDPOINTS),
  isPersisted: fc.constantFrom(true, true, true, false),
  hasFile: fc.constantFrom(true, false, false),
  isDoubleClicked: fc.constantFrom(true, false, false),
  shownIn: fc.option(tab, { nil: undefined, freq: 2 }),
  isClickedInBoth: fc.constantFrom(true, false, false),
  cancelAfter: fc.oneof(
    { weight: 2, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 20_000 }) },
  ),
  concurrent: fc.constantFrom(0, 0, 0, 0, 1, 2),
  change: fc.option(
    fc.record({
      after: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 10_000 })),
      endpoint: fc.constantFrom(...ENDPOINTS),
      isClicked: fc.boolean(),
    }),
    { nil: undefined, freq: 5 },
  ),
})

const event = fc.record({
  at: fc.oneof(fc.integer({ min: 0, max: 6_000 }), moment),
  tab,
  kind: fc.constantFrom<TabEvent>(
    'reload',
    'reload',
    'reload',
    'close',
    'open',
    'hide',
    'show',
    'freeze',
    'thaw',
    'back-forward',
    'offline',
    'online',
    'sleep',
    'says-offline',
    'says-online',
    'freeze-in-turn',
    'hang-in-turn',
    'clock-forward',
    'clock-back',
  ),
})

const storageEvent = fc.record({
  at: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 6_000 }), moment),
  tab,
  kind: fc.constantFrom<TabEvent>('storage-full', 'storage-blocked', 'storage-garbled', 'storage-works'),
})

export const scenario: fc.Arbitrary<Scenario> = fc
  .record({
    seed: fc.nat(),
    tabs: fc.integer({ min: 1, max: 3 }),
    people: fc.constantFrom(1, 1, 2),
    locks: fc.constantFrom<LockSupport>('works', 'works', 'works', 'missing', 'throws'),
    live: fc.constantFrom('auto', 'auto', 'auto', 'poll', 'stream'),
    server: fc.constantFrom<ServerKind>('bare', 'ours', 'ours-for-people'),
    repeatChance: fc.constantFrom(0, 0, 0.5),
    wart: fc.oneof(
      { weight: 3, arbitrary: fc.constant<ProxyWart>('none') },
      {
        weight: 2,
        arbitrary: fc.constantFrom<ProxyWart>(
          'swallows-status',
          'stream-never-answers',
          'stream-gives-head-only',
          'stream-refused',
          'stream-as-json',
          'put-refused',
          'html-502',
          'html-200',
          'page-for-all',
          'new-states',
        ),
      },
    ),
    wartChance: fc.constantFrom(0.1, 0.3),
    latencyMs: fc.constantFrom(0, 0, 40, 300),
    storageSpreadMs: fc.constantFrom(0, 10, 400),
    storage: fc.constantFrom<Scenario['storage']>(...OFTEN_SOUND),
    clockOffMs: fc.constantFrom(0, 0, 0, -7 * MINUTE_MS, 4 * MINUTE_MS, 26 * 60 * MINUTE_MS),
    lagMs: fc.constantFrom(0, 0, 0, 1_000, 2_500, 4_000),
    billing: fc.constantFrom<Scenario['billing']>(
      SETTLED,
      { billingUpdate: 'event', billingDelayMs: null },
      { billingUpdate: 'none', billingDelayMs: 5_000 },
    ),
    faults: fc.array(fault, { maxLength: 4 }),
    runs: fc.array(run, { minLength: 1, maxLength: 10 }),
    events: fc.array(event, { maxLength: 6 }),
    // Trouble with storage excuses much, so most are spared it.
    storageEvents: fc.oneof(
      { weight: 3, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.array(storageEvent, { minLength: 1, maxLength: 3 }) },
    ),
  })
  .map(({ storageEvents, ...all }) => ({
    ...all,
    repeatChance: all.server === 'bare' ? 0 : all.repeatChance,
    events: [...all.events, ...storageEvents],
    // Of output that is partial the platform says so by its billing; a note beside an unsettled bill reads as a failure.
    runs: all.billing === SETTLED ? all.runs : all.runs.map(withoutPartial),
  }))

function withoutPartial(plan: PlannedRun): PlannedRun {
  const settled = (endpoint: string) => (endpoint === 'test/partial' ? 'test/echo' : endpoint)
  const { change } = plan
  return {
    ...plan,
    endpoint: settled(plan.endpoint),
    change: change && { ...change, endpoint: settled(change.endpoint) },
  }
}
