// @vitest-environment node
import { describe, expect, it } from 'vitest'
import type { RequestItem } from '../../protocol/request-item.js'
import { createEarlyUpdates } from './create-live-requests.js'

const item = (id: string, more: Partial<RequestItem> = {}): RequestItem => ({
  id,
  modelEndpoint: 'a/b',
  status: 'IN_QUEUE',
  ...more,
})
const CHARGED = { status: 'COMPLETED', billingStatus: 'charged' } as const

describe('updates that overtake the answer of a submit', () => {
  it('are kept while one is on its way', () => {
    const early = createEarlyUpdates()
    early.add(item('before'))
    const stopFirst = early.expect()
    const stopSecond = early.expect()
    early.add(item('r1'))
    stopFirst()
    early.add(item('r2'))
    expect(['before', 'r1', 'r2'].map((id) => early.get(id)?.id)).toEqual([undefined, 'r1', 'r2'])
    stopSecond()
    early.add(item('after'))
    expect(['r1', 'r2', 'after'].map((id) => early.get(id))).toEqual([undefined, undefined, undefined])
  })

  it('are the newest of each request', () => {
    const early = createEarlyUpdates()
    early.expect()
    early.add(item('r1', CHARGED))
    early.add(item('r1'))
    expect(early.get('r1')?.status).toBe('COMPLETED')
  })

  it('are found by what they hold, the newest first', () => {
    const early = createEarlyUpdates()
    early.expect()
    for (const id of ['r1', 'r2', 'r3']) early.add(item(id, { metadata: { of: id === 'r3' ? 'b' : 'a' } }))
    early.add(item('r1', { metadata: { of: 'a' }, status: 'IN_PROGRESS' }))
    expect(early.findLast(({ metadata }) => metadata?.['of'] === 'a')?.id).toBe('r1')
    expect(early.findLast(() => false)).toBeUndefined()
  })

  it('are 200 at most: the oldest goes first', () => {
    const early = createEarlyUpdates()
    early.expect()
    for (let at = 0; at < 200; at++) early.add(item(`r${at}`))
    expect(early.get('r0')?.id).toBe('r0')
    early.add(item('r200'))
    expect([early.get('r0'), early.get('r1')?.id]).toEqual([undefined, 'r1'])
  })

  it('lose what was pending before a new snapshot', () => {
    const early = createEarlyUpdates()
    early.expect()
    early.add(item('r1'))
    early.add(item('r2', CHARGED))
    early.forgetPending()
    expect([early.get('r1'), early.get('r2')?.id]).toEqual([undefined, 'r2'])
  })
})
