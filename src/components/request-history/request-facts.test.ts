// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { en } from '../../messages/en.js'
import { outcomeOf, type RequestItem } from '../../protocol/request-item.js'
import { priceText } from './request-facts.js'

const item = (rest: Partial<RequestItem>): RequestItem => ({
  id: 'r1',
  modelEndpoint: 'acme/model',
  status: 'COMPLETED',
  billingStatus: 'charged',
  totalPrice: '0.25000000',
  ...rest,
})

describe('what a run of the history cost', () => {
  it.each<[Partial<RequestItem>, string | undefined]>([
    [{}, '$0.25'],
    [{ billingStatus: 'partial' }, '$0.25'],
    [{ billingStatus: 'failed' }, 'Not charged'],
    [{ status: 'FAILED', billingStatus: 'pending' }, 'Not charged'],
    [{ status: 'CANCELLED', billingStatus: 'failed' }, 'Not charged'],
    // It failed and was paid for all the same: never "Not charged".
    [{ error: 'Broke' }, '$0.25'],
    [{ error: 'Broke', totalPrice: undefined }, undefined],
    [{ status: 'CANCELLED' }, '$0.25'],
    [{ billingStatus: 'pending' }, undefined],
    [{ status: 'IN_PROGRESS', billingStatus: 'pending' }, undefined],
  ])('of %j is said to be %s', (rest, words) => {
    const request = item(rest)
    expect(priceText(request, outcomeOf(request), en)).toBe(words)
  })
})
