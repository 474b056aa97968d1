import { expect, it } from 'vitest'
import { FakeClock } from '../../../test/support/fake-clock.js'
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
