import fc from 'fast-check'
import type { Fault } from '../../src/emulator/faults/fault.js'
import type { LockSupport } from './browser.js'
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
  | StorageEvent

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

/** One event tells of the end and of the bill. */
const SETTLED: Scenario['billing'] = { billingUpdate: 'none', billingDelayMs: null }

const chance = fc.constantFrom(0.1, 0.3, 0.6)
const often = fc.constantFrom(0.2, 0.5, 1)

/** The platform works on what has arrived within this, even when the caller is gone; the settling time covers it. ms */
const MAX_TRAVEL_MS = 1_500

const submitFault = fc.oneof(
  fc.record({ cut: fc.constantFrom('before', 'during', 'after', 'answer' as const) }),
  fc.record({ status: fc.constantFrom(429, 500, 502, 503) }),
  fc.record({ answerDelayMs: fc.constantFrom(3_000, 30_000, 65_000, 90_000) }),
  fc.record({ delayMs: fc.integer({ min: 1, max: MAX_TRAVEL_MS }), cut: fc.constant('after' as const) }),
  fc.record({ delayMs: fc.integer({ min: 1, max: MAX_TRAVEL_MS }) }),
  fc.record({
    body: fc.constantFrom<unknown>({}, { status: 'IN_QUEUE' }, 'ok', { error: 'Service unavailable' }, []),
  }),
)

const readFault = fc.oneof(
  fc.record({ cut: fc.constantFrom('before', 'answer' as const) }),
  fc.record({ status: fc.constantFrom(500, 502) }),
  fc.record({ status: fc.constantFrom(503, 504) }),
  fc.record({ answerDelayMs: fc.constantFrom(2_000, 20_000, 70_000) }),
  fc.record({ status: fc.constant(429), headers: fc.constant({ 'retry-after': '7' }) }),
  fc.record({ body: fc.constantFrom<unknown>('<html>', {}, { data: 1 }) }),
)

const uploadFault = fc.oneof(
  fc.record({ cut: fc.constantFrom('before', 'during', 'after', 'answer' as const) }),
  fc.record({ status: fc.constantFrom(403, 429, 500, 503) }),
  fc.record({ answerDelayMs: fc.constantFrom(2_000, 20_000, 40_000) }),
)

const streamFault = fc.oneof(
  fc.record({ dropAfterEvents: fc.integer({ min: 1, max: 5 }), endCleanly: fc.boolean() }),
  fc.record({ dropAfterMs: fc.integer({ min: 1, max: 40_000 }), endCleanly: fc.boolean() }),
  fc.record({ stall: fc.constantFrom(true, 1, 2, 4) }),
  fc.record({ buffer: fc.constantFrom(true, 600, 4_000) }),
  fc.record({
    reorder: often,
    duplicate: often,
    lose: often,
    garbage: often,
    splitEvery: fc.constantFrom(1, 7, 4_000),
    typeIn: fc.constantFrom('event', 'data', 'both' as const),
    newline: fc.constantFrom('\n', '\r\n' as const),
    multiline: fc.boolean(),
    bom: fc.boolean(),
  }),
  fc.record({ delayMs: fc.constantFrom(50, 2_000, 9_000), duplicate: often }),
)

const effects = fc.oneof(
  { weight: 2, arbitrary: fc.tuple(fc.constantFrom('initiate', 'put', 'put' as const), uploadFault) },
  { weight: 3, arbitrary: fc.tuple(fc.constant('submit' as const), submitFault) },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.constantFrom('list', 'item', 'cancel', 'cancel' as const), readFault),
  },
  {
    // Few outputs are read apart, so that what befalls them is made frequent.
    weight: 2,
    arbitrary: fc.tuple(fc.constantFrom('result', 'result', 'result', 'item' as const), readFault),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(
      fc.constant('stream' as const),
      streamFault.map((stream) => ({ stream })),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(
      fc.constant('stream' as const),
      fc.record({ status: fc.constantFrom(401, 404, 503) }),
    ),
  },
)

const fault: fc.Arbitrary<Fault> = fc
  .tuple(effects, chance, fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }))
  .map(([[route, effect], probability, times]) => ({
    route,
    probability,
    ...(times !== undefined && { times }),
    ...(effect as Omit<Fault, 'route'>),
  }))

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
    runs: all.runs.map((each) =>
      each.endpoint === 'test/partial' && all.billing !== SETTLED ? { ...each, endpoint: 'test/echo' } : each,
    ),
  }))
