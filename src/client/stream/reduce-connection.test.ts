import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LiveMode } from '../config.js'
import {
  type ConnectionEffect,
  type ConnectionEvent,
  type ConnectionMachine,
  initialConnection,
  reduceConnection,
  shownState,
} from './reduce-connection.js'

const START = { type: 'start', isOffline: false } as const
const CONNECTING = { type: 'connecting', isOffline: false } as const
const QUIET = { type: 'quiet', isOffline: false } as const
const SNAPSHOT = { type: 'snapshot' } as const
const AWAKE = { type: 'awake', isOffline: false, isDoubtful: false } as const
const broken = (failures = 1, retryAt = 1_000) =>
  ({ type: 'down', reason: 'broken', failures, retryAt, now: 0, isOffline: false }) as const
const unusable = { ...broken(0, 30_000), reason: 'unusable' } as const

/** The last step of a connection that all of this happens to. */
function after(events: ConnectionEvent[], mode: LiveMode = 'auto') {
  let machine = initialConnection(mode)
  let effects: ConnectionEffect[] = []
  for (const event of events) [machine, ...effects] = reduceConnection(machine, event)
  return { machine, shown: shownState(machine), effects }
}

describe('what an event makes of a connection', () => {
  const live: ConnectionEvent[] = [START, CONNECTING, SNAPSHOT]
  it.each<[string, ConnectionEvent[], string, ConnectionEffect[]]>([
    ['start opens the stream', [START], 'connecting', ['open']],
    ['a second start changes nothing', [START, START], 'connecting', []],
    ['an opening stream is waited for', [START, CONNECTING], 'connecting', ['wait']],
    ['a stream without a byte is polled beside', [START, CONNECTING, QUIET], 'polling', ['poll']],
    ['a snapshot ends polling', [START, CONNECTING, QUIET, SNAPSHOT], 'live', ['stopPolling', 'enter']],
    ['quiet is of no matter once it is live', [...live, QUIET], 'live', []],
    ['a second snapshot restarts', [...live, SNAPSHOT], 'live', ['leave', 'stopPolling', 'enter']],
    [
      'an update without a snapshot counts as one',
      [START, CONNECTING, { type: 'update' }],
      'live',
      ['stopPolling', 'enter'],
    ],
    ['one break is waited for', [...live, broken()], 'connecting', ['leave']],
    ['the second break in a row polls', [...live, broken(), CONNECTING, broken(2)], 'polling', ['poll']],
    ['a refused stream polls at once', [START, CONNECTING, unusable], 'polling', ['poll']],
    ['a long wait polls at once', [START, CONNECTING, broken(1, 5_001)], 'polling', ['poll']],
    ['a wait of 5 s does not', [START, CONNECTING, broken(1, 5_000)], 'connecting', []],
    ['offline shows at once', [...live, { type: 'offline' }], 'offline', []],
    ['an update contradicts it', [...live, { type: 'offline' }, { type: 'update' }], 'live', []],
    ['leaving closes the stream', [...live, { type: 'left' }], 'connecting', ['leave', 'close']],
    ['coming back opens it', [...live, { type: 'left' }, AWAKE], 'connecting', ['ask', 'open', 'wake']],
    ['a sound stream stays when somebody looks', [...live, AWAKE], 'live', ['ask', 'wake']],
    [
      'a doubtful one is replaced',
      [...live, { ...AWAKE, isDoubtful: true }],
      'live',
      ['ask', 'replace', 'wake'],
    ],
    [
      'one that the network went under is replaced',
      [...live, { type: 'offline' }, AWAKE],
      'live',
      ['ask', 'replace', 'wake'],
    ],
    [
      'one that is waited for is tried at once',
      [...live, broken(), AWAKE],
      'connecting',
      ['ask', 'replace', 'wake'],
    ],
    ['reconnect replaces what is live', [...live, { type: 'reconnect' }], 'live', ['ask', 'replace', 'wake']],
    ['reconnect before the start only wakes', [{ type: 'reconnect' }], 'idle', ['wake']],
    ['stop ends it all', [...live, { type: 'stop' }], 'idle', ['leave', 'close', 'stopPolling']],
    ['what comes after the stop is late', [...live, { type: 'stop' }, SNAPSHOT], 'idle', []],
  ])('%s', (_name, events, shown, effects) => {
    const last = after(events)
    expect([last.shown, last.effects]).toEqual([shown, effects])
  })

  it.each<[LiveMode, ConnectionEvent[], string, ConnectionEffect[]]>([
    ['poll', [START], 'polling', ['poll']],
    ['poll', [START, AWAKE], 'polling', ['ask', 'wake']],
    ['poll', [START, { type: 'left' }, AWAKE], 'polling', ['ask', 'poll', 'wake']],
    ['stream', [START, CONNECTING, QUIET], 'connecting', []],
    ['stream', [START, CONNECTING, unusable], 'connecting', []],
    ['off', [START], 'idle', []],
  ])('with live "%s": %j', (mode, events, shown, effects) => {
    const last = after(events, mode)
    expect([last.shown, last.effects]).toEqual([shown, effects])
  })

  it('shows when the next attempt is due until it is made', () => {
    expect(after([START, CONNECTING, broken(1, 4_000)]).machine.retryAt).toBe(4_000)
    expect(after([START, CONNECTING, broken(1, 4_000), CONNECTING]).machine.retryAt).toBeUndefined()
  })
})

describe('a browser that says offline while answers come', () => {
  const offline = { isOffline: true }
  const polling: ConnectionEvent[] = [
    { ...START, ...offline },
    { ...CONNECTING, ...offline },
    { ...QUIET, ...offline },
  ]
  it('is believed until the first answer, and not again because it goes on saying so', () => {
    expect(after(polling).shown).toBe('offline')
    const answered: ConnectionEvent[] = [...polling, { type: 'polled' }]
    expect(after(answered).shown).toBe('polling')
    expect(after([...answered, { ...CONNECTING, ...offline }]).shown).toBe('polling')
    expect(after([...answered, { ...AWAKE, ...offline }]).shown).toBe('polling')
  })

  it('is believed again when it reports that the network went', () => {
    expect(after([...polling, { type: 'polled' }, { type: 'offline' }]).shown).toBe('offline')
  })

  it('is believed again once it said online in between', () => {
    const events = [...polling, { type: 'polled' }, AWAKE, { ...CONNECTING, ...offline }] as const
    expect(after([...events]).shown).toBe('offline')
  })
})

const flag = fc.boolean()
const anyEvent: fc.Arbitrary<ConnectionEvent> = fc.oneof(
  fc.constantFrom<ConnectionEvent>(
    SNAPSHOT,
    { type: 'stop' },
    { type: 'update' },
    { type: 'polled' },
    { type: 'offline' },
    { type: 'left' },
    { type: 'reconnect' },
  ),
  fc.record({ type: fc.constantFrom('start', 'connecting', 'quiet'), isOffline: flag }),
  fc.record({ type: fc.constant('awake'), isOffline: flag, isDoubtful: flag }),
  fc.record({
    type: fc.constant('down'),
    reason: fc.constantFrom('broken', 'unusable'),
    failures: fc.nat(4),
    retryAt: fc.nat(60_000),
    now: fc.constant(0),
    isOffline: flag,
  }),
)

const anyMode = fc.constantFrom<LiveMode>('auto', 'stream', 'poll', 'off')

/** What the effects make of the world around it. */
interface World {
  isOpen: boolean
  isPolling: boolean
  isEntered: boolean
}

function apply(world: World, effect: ConnectionEffect): World {
  if (effect === 'open') return { ...world, isOpen: true }
  if (effect === 'close') return { ...world, isOpen: false }
  if (effect === 'poll') return { ...world, isPolling: true }
  if (effect === 'stopPolling') return { ...world, isPolling: false }
  if (effect === 'enter' || effect === 'leave') return { ...world, isEntered: effect === 'enter' }
  return world
}

describe('whatever happens in whatever order', () => {
  it('the effects keep the world as the state says', () => {
    fc.assert(
      fc.property(anyMode, fc.array(anyEvent, { maxLength: 40 }), (mode, events) => {
        let machine = initialConnection(mode)
        let world: World = { isOpen: false, isPolling: false, isEntered: false }
        for (const event of events) {
          const [next, ...effects] = reduceConnection(machine, event)
          for (const effect of effects) {
            if (effect === 'open') expect(world.isOpen).toBe(false)
            if (effect === 'enter') expect(world.isEntered).toBe(false)
            if (effect === 'replace') expect(world.isOpen).toBe(true)
            world = apply(world, effect)
          }
          machine = next
          expect(world).toEqual({
            isOpen: ['connecting', 'live', 'down'].includes(machine.phase),
            isPolling: machine.isPolling,
            isEntered: machine.phase === 'live',
          })
        }
      }),
      { numRuns: 1_000 },
    )
  })

  it('polling never runs beside a live stream, nor where the app wants none', () => {
    fc.assert(
      fc.property(anyMode, fc.array(anyEvent, { maxLength: 40 }), (mode, events) => {
        const { machine } = after(events, mode)
        if (machine.phase === 'live' || mode === 'stream' || mode === 'off')
          expect(machine.isPolling).toBe(false)
        if (mode === 'poll' && machine.phase !== 'off') expect(machine.isPolling).toBe(true)
      }),
      { numRuns: 1_000 },
    )
  })

  it('there is a way to live from everywhere, and to idle', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 40 }), (events) => {
        const wayOut: ConnectionEvent[] = [START, AWAKE, CONNECTING, SNAPSHOT]
        expect(after([...events, ...wayOut]).shown).toBe('live')
        expect(after([...events, { type: 'stop' }]).machine).toEqual<ConnectionMachine>(
          initialConnection('auto'),
        )
      }),
      { numRuns: 1_000 },
    )
  })
})
