// @vitest-environment node
import { describe, expect, it, vi } from 'vitest'
import { FakeClock } from '../../../test/support/fake-clock.js'
import { ModelRunnerError } from '../errors/model-runner-error.js'
import { createLiveRequests } from './create-live-requests.js'

const item = { id: 'r1', modelEndpoint: 'test/echo', status: 'IN_QUEUE' as const }
const later = (minute: number) => ({ ...item, updatedAt: new Date(minute * 60_000).toISOString() })

it('notifies every current listener, in whatever order they subscribed', () => {
  const requests = createLiveRequests(new FakeClock())
  const received: string[] = []
  const listen = (name: string) => requests.subscribe('r1', () => received.push(name))
  const emit = (minute: number) => {
    received.length = 0
    requests.receive(later(minute))
    return received.toSorted().join()
  }
  const stopFirst = listen('first')
  const stopSecond = listen('second')
  expect(emit(1)).toBe('first,second')
  stopFirst()
  expect(emit(2)).toBe('second')
  const stopThird = listen('third')
  expect(emit(3)).toBe('second,third')
  stopSecond()
  expect(emit(4)).toBe('third')
  stopThird()
  expect(emit(5)).toBe('')
})

it('notifies the others when one unsubscribes during the notification', () => {
  const requests = createLiveRequests(new FakeClock())
  const received: string[] = []
  const stop = requests.subscribe('r1', () => {
    received.push('first')
    stop()
  })
  for (const name of ['second', 'third']) requests.subscribe('r1', () => received.push(name))
  requests.receive(later(1))
  requests.receive(later(2))
  expect(received).toEqual(['first', 'second', 'third', 'second', 'third'])
})

it('retains a request for a watcher without a listener', () => {
  const requests = createLiveRequests(new FakeClock())
  const release = requests.subscribe('r1')
  requests.receive(later(1))
  for (let other = 0; other < 100; other++) requests.applyItem({ ...item, id: `other-${other}` })
  expect(requests.peek('r1')?.status).toBe('IN_QUEUE')
  release()
  for (let other = 0; other < 100; other++) requests.applyItem({ ...item, id: `another-${other}` })
  expect(requests.peek('r1')).toBeUndefined()
})

it('retains 50 requests that nobody watches', () => {
  const requests = createLiveRequests(new FakeClock())
  for (let at = 0; at < 50; at++) requests.applyItem({ ...item, id: `r${at}` })
  expect([requests.size, requests.peek('r0')?.id]).toEqual([50, 'r0'])
  requests.applyItem({ ...item, id: 'r50' })
  expect([requests.size, requests.peek('r0'), requests.peek('r1')?.id]).toEqual([50, undefined, 'r1'])
})

it('retains a request as long as one of its watchers is there', () => {
  const requests = createLiveRequests(new FakeClock())
  const [releaseFirst] = [requests.subscribe('r1', () => {}), requests.subscribe('r1')]
  requests.receive(later(1))
  releaseFirst()
  for (let other = 0; other < 100; other++) requests.applyItem({ ...item, id: `other-${other}` })
  expect(requests.peek('r1')?.status).toBe('IN_QUEUE')
})

describe('a change', () => {
  const CHARGED = { ...item, status: 'COMPLETED', billingStatus: 'charged', output: 'text' } as const

  function open() {
    const requests = createLiveRequests(new FakeClock())
    const [changed, ended, items] = [vi.fn(), vi.fn(), vi.fn()]
    const stops = [requests.onOutcome(ended), requests.onItem(items)]
    requests.subscribe('r1', changed)
    return { requests, changed, ended, items, stops }
  }

  it('is none where nothing new is known', () => {
    const { requests, changed } = open()
    requests.receive(CHARGED)
    requests.receive(item)
    expect(changed).toHaveBeenCalledTimes(1)
  })

  it('to an outcome is reported once, until nobody listens', () => {
    const { requests, ended, stops } = open()
    requests.receive(item)
    requests.receive({ ...item, status: 'IN_PROGRESS' })
    expect(ended).not.toHaveBeenCalled()
    requests.receive(CHARGED)
    requests.receive({ ...CHARGED, updatedAt: new Date(60_000).toISOString() })
    expect(ended.mock.calls.map(([{ id, outcome }]) => [id, outcome])).toEqual([['r1', 'succeeded']])
    for (const stop of stops) stop()
    requests.applyItem({ ...item, id: 'r2' })
    requests.applyItem({ ...CHARGED, id: 'r2' })
    expect(ended).toHaveBeenCalledTimes(1)
  })

  it('is no outcome of now where the request is first seen at its end', () => {
    const { requests, ended } = open()
    requests.receive(CHARGED)
    expect([requests.peek('r1')?.outcome, ended.mock.calls.length]).toEqual(['succeeded', 0])
  })

  it('of whatever request is an item for the feed, and of a known one what is held', () => {
    const { requests, items } = open()
    expect(requests.receive({ ...item, id: 'r2' })).toBeUndefined()
    expect(requests.receive(item)).toBe(requests.find('r1'))
    expect(items.mock.calls.map(([{ id }]) => id)).toEqual(['r2', 'r1'])
    expect([requests.find('r2'), requests.size]).toEqual([undefined, 1])
  })

  it('of a request that is not known yet is kept for the submit whose answer it overtook', () => {
    const { requests, ended } = open()
    requests.early.expect()
    requests.receive({ ...CHARGED, id: 'r2' })
    requests.applyEnvelope({ request_id: 'r2', status: 'IN_QUEUE' }, 'c/d', 5)
    expect(requests.peek('r2')).toMatchObject({ outcome: 'succeeded', endpoint: 'c/d', submittedAt: 5 })
    expect(ended).toHaveBeenCalledTimes(1)
  })
})

describe('the answer of a submit or a cancel', () => {
  const envelope = { request_id: 'r1', status: 'IN_QUEUE' } as const

  it('is a state without an item', () => {
    const requests = createLiveRequests(new FakeClock())
    requests.applyEnvelope(envelope, 'c/d', 5)
    expect(requests.peek('r1')).toMatchObject({
      id: 'r1',
      endpoint: 'c/d',
      status: 'IN_QUEUE',
      outcome: 'pending',
      submittedAt: 5,
      request: undefined,
    })
  })

  it('keeps the item that is known, and its time', () => {
    const requests = createLiveRequests(new FakeClock())
    requests.applyItem({ ...item, createdAt: new Date(1000).toISOString(), input: { prompt: 'a fox' } })
    requests.applyEnvelope({ ...envelope, status: 'IN_PROGRESS' }, 'test/echo', 5)
    expect(requests.peek('r1')).toMatchObject({
      status: 'IN_PROGRESS',
      submittedAt: 1000,
      request: { id: 'r1', modelEndpoint: 'test/echo', status: 'IN_PROGRESS', input: { prompt: 'a fox' } },
    })
  })

  it('says why the platform ended a request, and nothing of one that it completed', () => {
    const requests = createLiveRequests(new FakeClock())
    requests.applyEnvelope({ ...envelope, status: 'FAILED', error: 'Stopped.' }, 'c/d')
    expect(requests.peek('r1')).toMatchObject({
      outcome: 'failed',
      error: { message: expect.stringContaining('Stopped.') },
    })
    requests.applyEnvelope({ request_id: 'r2', status: 'COMPLETED', error: 'Stopped.' }, 'c/d')
    expect(requests.peek('r2')).toMatchObject({ outcome: 'pending', error: undefined })
  })
})

describe('an error', () => {
  const error = new ModelRunnerError({ kind: 'network', message: 'x' })

  it('changes nothing else, and once', () => {
    const requests = createLiveRequests(new FakeClock())
    const changed = vi.fn()
    requests.subscribe('r1', changed)
    requests.receive(item)
    const before = requests.peek('r1')
    requests.applyError('r1', error)
    requests.applyError('r1', error)
    expect(requests.peek('r1')).toEqual({ ...before, error })
    expect(changed).toHaveBeenCalledTimes(2)
  })

  it('of a read goes as soon as the request can be read, also where nothing else is new', () => {
    const requests = createLiveRequests(new FakeClock())
    requests.applyItem({ ...item, status: 'IN_PROGRESS' })
    requests.applyError('r1', error)
    requests.applyItem(item)
    expect(requests.peek('r1')).toMatchObject({ status: 'IN_PROGRESS', error: undefined })
  })

  it('of a read goes with the next update, which is applied', () => {
    const requests = createLiveRequests(new FakeClock())
    requests.applyItem(item)
    requests.applyError('r1', error)
    requests.applyItem({ ...item, status: 'IN_PROGRESS' })
    expect(requests.peek('r1')).toMatchObject({ status: 'IN_PROGRESS', error: undefined })
  })

  it.each(['CANCELLED', 'COMPLETED'] as const)(
    'of a read that comes late changes nothing of a request that is %s',
    (status) => {
      const requests = createLiveRequests(new FakeClock())
      requests.applyItem({ ...item, status, billingStatus: 'charged' })
      const before = requests.peek('r1')
      requests.applyError('r1', error)
      expect(requests.peek('r1')).toBe(before)
    },
  )

  it('of a failed request stays where nothing else is new', () => {
    const requests = createLiveRequests(new FakeClock())
    requests.applyItem({ ...item, status: 'FAILED', error: 'Stopped.' })
    requests.applyError('r1', error)
    const before = requests.peek('r1')
    requests.applyItem(item)
    expect(requests.peek('r1')).toBe(before)
  })
})
