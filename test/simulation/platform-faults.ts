import fc from 'fast-check'
import type { Fault } from '../../src/emulator/faults/fault.js'

/** What goes wrong at the platform, and on the way to it. */

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
  // A session that expired, a firewall's challenge, a deploy or a replica that lags.
  fc.record({ status: fc.constantFrom(401, 403, 404) }),
  fc.record({ status: fc.constant(403), body: fc.constant('<html>Checking your browser</html>') }),
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

export const fault: fc.Arbitrary<Fault> = fc
  .tuple(effects, chance, fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }))
  .map(([[route, effect], probability, times]) => ({
    route,
    probability,
    ...(times !== undefined && { times }),
    ...(effect as Omit<Fault, 'route'>),
  }))
