// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { InFlight } from './in-flight.js'
import type { WireRequest } from './platform-stream.js'

const request = (owner: string | undefined, id: string, status: string): WireRequest => ({
  id,
  status,
  updatedAt: '2026-11-30T12:00:00.000Z',
  owner,
  json: JSON.stringify({ id, status }),
})
const snapshot = (inFlight: InFlight, owner: string | undefined) =>
  new TextDecoder().decode(inFlight.snapshotFor(owner))

describe('what is remembered of finished requests', () => {
  it.each([
    ['another user', 'ada'],
    ['a request that is nobody’s', undefined],
  ])('is not pushed out by the many runs of one user: %s', (_, owner) => {
    const inFlight = new InFlight([request(owner, 'own', 'IN_PROGRESS')])
    inFlight.apply(request(owner, 'own', 'COMPLETED'))
    for (let run = 0; run < 5_000; run += 1) inFlight.apply(request('eve', `eve-${run}`, 'COMPLETED'))
    inFlight.apply(request(owner, 'own', 'IN_PROGRESS'))
    expect(snapshot(inFlight, owner)).toContain('"requests":[]')
  })

  it('is kept over a new connection', () => {
    const before = new InFlight([])
    before.apply(request('ada', 'own', 'COMPLETED'))
    const after = new InFlight([request('ada', 'own', 'IN_PROGRESS')], before)
    expect(snapshot(after, 'ada')).toContain('"requests":[]')
  })

  it('is bounded for each user', () => {
    const inFlight = new InFlight([])
    for (let run = 0; run < 5_000; run += 1) inFlight.apply(request('eve', `eve-${run}`, 'COMPLETED'))
    inFlight.apply(request('eve', 'eve-0', 'IN_PROGRESS'))
    expect(snapshot(inFlight, 'eve')).toContain('eve-0')
  })
})
