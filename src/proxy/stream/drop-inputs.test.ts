// @vitest-environment node
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { InputFilter } from './drop-inputs.js'

const event = (data: unknown) => `event: update\ndata: ${JSON.stringify(data)}\n\n`

function filtered(text: string, sizes: readonly number[]): string {
  const filter = new InputFilter()
  let out = ''
  let at = 0
  for (let index = 0; at < text.length; index += 1) {
    const size = sizes[index % sizes.length] ?? 1
    out += filter.feed(text.slice(at, at + size))
    at += size
  }
  return out
}

const item = fc.record({
  id: fc.string(),
  input: fc.jsonValue(),
  metadata: fc.dictionary(fc.string(), fc.string()),
  output: fc.jsonValue(),
  after: fc.constantFrom('x', 1, null, '"input":', '\\'),
})
const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 })

it('takes the inputs of items out and leaves all else as it was, however the text is cut', () => {
  const events = fc.array(
    fc.oneof(
      item.map((request) => ({ type: 'update', request })),
      fc.array(item).map((requests) => ({ type: 'snapshot', requests })),
      fc.jsonValue().map((other) => ({ type: 'other', input: other })),
    ),
  )
  fc.assert(
    fc.property(events, sizes, (all, cuts) => {
      const text = `${all.map(event).join(': hb\n\n')}: end\n\n`
      const expected = all.map((one) => {
        const without = (request: object) => ({ ...request, input: null })
        if ('request' in one) return event({ ...one, request: without(one.request) })
        if ('requests' in one) return event({ ...one, requests: one.requests.map(without) })
        return event(one)
      })
      expect(filtered(text, cuts)).toBe(`${expected.join(': hb\n\n')}: end\n\n`)
    }),
  )
})

it('keeps no more of a large input than the piece that it came in', () => {
  const filter = new InputFilter()
  let kept = filter.feed('data: {"type":"snapshot","requests":[{"id":"a","input":{"text":"').length
  for (let piece = 0; piece < 1_000; piece += 1) kept += filter.feed('x'.repeat(10_000)).length
  kept += filter.feed('"},"status":"IN_QUEUE"}]}\n\n').length
  expect(kept).toBeLessThan(200)
})
