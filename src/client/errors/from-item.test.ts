// @vitest-environment node
import { describe, expect, it } from 'vitest'
import type { RequestItem } from '../../protocol/request-item.js'
import { errorFromItem } from './from-item.js'

const item = (rest: Partial<RequestItem>): RequestItem => ({
  id: 'r1',
  modelEndpoint: 'o/a',
  status: 'COMPLETED',
  billingStatus: 'failed',
  ...rest,
})

describe('errorFromItem', () => {
  it("hands on the provider's reason; nothing was billed", () => {
    const error = errorFromItem(item({ error: 'The prompt was flagged.' }))
    expect(error).toMatchObject({
      kind: 'generation-failed',
      message: 'The prompt was flagged.',
      requestId: 'r1',
      billed: false,
    })
  })

  it.each([[null], [''], ['  '], ['[object Object]'], [{}], [[]]])(
    'says so when there is no reason: %j',
    (error) => expect(errorFromItem(item({ error }))?.message).toMatch(/no reason/),
  )

  it('reports an output that violates its schema', () => {
    const details = {
      code: 'INVALID_OUTPUT',
      validationErrors: [{ instancePath: '/output/0/url', message: 'not a url' }],
    }
    for (const error of [
      { error: 'Bad output', details },
      JSON.stringify({ error: 'Bad output', details }),
    ]) {
      expect(errorFromItem(item({ error }))).toMatchObject({
        kind: 'invalid-output',
        message: 'Bad output',
      })
    }
    expect(errorFromItem(item({ error: 'The output does not match the schema of the model.' }))?.kind).toBe(
      'invalid-output',
    )
    expect(errorFromItem(item({ error: 'Unprocessable image' }))?.kind).toBe('generation-failed')
  })

  it('reads issues that stand where the reason should', () => {
    const error = [{ loc: ['body', 'seed'], msg: 'too large' }]
    expect(errorFromItem(item({ error }))?.message).toBe('too large')
  })

  it('does not promise that nothing was billed where the item says it was', () => {
    expect(errorFromItem(item({ error: 'x', billingStatus: 'charged' }))?.billed).toBe('unknown')
  })

  it('knows failures by the state alone', () => {
    expect(errorFromItem(item({ status: 'FAILED', billingStatus: 'pending' }))?.kind).toBe(
      'generation-failed',
    )
    expect(errorFromItem(item({ billingStatus: 'pending', error: 'x' }))?.kind).toBe('generation-failed')
  })

  it.each([
    [{ status: 'CANCELLED' as const }],
    [{ status: 'IN_PROGRESS' as const }],
    [{ billingStatus: 'charged' as const }],
    [{ billingStatus: 'partial' as const, error: 'one of two' }],
  ])('does not exist for %j', (rest) => expect(errorFromItem(item(rest))).toBeUndefined())
})
