// @vitest-environment node
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { errorFromResponse } from './from-response.js'

const envelope = fc.record(
  {
    error: fc.oneof(
      fc.string(),
      fc.anything(),
      fc.array(fc.record({ path: fc.anything(), message: fc.anything() })),
    ),
    message: fc.oneof(fc.string(), fc.jsonValue()),
    detail: fc.jsonValue(),
    details: fc.record({ code: fc.string(), validationErrors: fc.jsonValue() }, { requiredKeys: [] }),
    statusCode: fc.oneof(fc.integer({ min: 100, max: 700 }), fc.jsonValue()),
    request_id: fc.jsonValue(),
    status: fc.oneof(fc.constantFrom('IN_QUEUE', 'FAILED'), fc.jsonValue()),
    source: fc.constantFrom('proxy', 'else'),
  },
  { requiredKeys: [] },
)
const json = fc.oneof(envelope, fc.jsonValue()).map((value) => JSON.stringify(value) ?? '')
const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => new TextDecoder().decode(array))
const page = fc.string().map((text) => `<html><body class="${text}">${text}`)
const truncated = fc.tuple(json, fc.nat(50)).map(([text, length]) => text.slice(0, length))

it('any status with any body becomes an error with text, a status and valid field errors', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 200, max: 599 }),
      fc.oneof(json, bytes, page, truncated, fc.string()),
      fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE'),
      fc.option(fc.stringMatching(/^[\x20-\x7e]*$/)),
      (status, text, method, retryAfter) => {
        const headers = new Headers(retryAfter ? { 'retry-after': retryAfter } : {})
        const error = errorFromResponse({
          status,
          headers,
          text,
          json: parse(text),
          method,
          path: '/o/a',
          now: 1e12,
        })
        expect(error.message.trim()).not.toBe('')
        expect(error.message).not.toContain('[object Object]')
        expect(error.message.length).toBeLessThan(1000)
        expect(error.status).toSatisfy(
          (value: number) => Number.isInteger(value) && value >= 200 && value < 600,
        )
        expect(error.retryAfterMs ?? 0).toBeGreaterThanOrEqual(0)
        for (const { path, message } of error.fieldErrors) {
          expect(message.trim()).not.toBe('')
          expect(message).not.toContain('[object Object]')
          for (const part of path) {
            expect(part).toSatisfy((value: unknown) => typeof value === 'string' || Number.isFinite(value))
            expect(part).not.toBe('[object Object]')
          }
        }
      },
    ),
    { numRuns: 1000 },
  )
})

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
