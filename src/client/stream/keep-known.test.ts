import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { keepKnown } from './keep-known.js'

const clone = <T>(value: T): T => JSON.parse(JSON.stringify(value))

describe('keepKnown', () => {
  it('says what is said now, whatever was known', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (known, next) => {
        expect(keepKnown(clone(known), clone(next))).toEqual(clone(next))
      }),
    )
  })

  it('is what was known where nothing changed', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        const known = clone(value)
        expect(keepKnown(known, clone(value))).toBe(known)
      }),
    )
  })

  it('keeps the parts that say the same', () => {
    const known = { status: 'IN_QUEUE', input: { prompt: 'a', size: [1, 2] } }
    const next = keepKnown(known, { status: 'IN_PROGRESS', input: { prompt: 'a', size: [1, 2] } })
    expect(next).toEqual({ status: 'IN_PROGRESS', input: { prompt: 'a', size: [1, 2] } })
    expect(next.input).toBe(known.input)
  })

  it('tells what is missing from what is there', () => {
    expect(keepKnown({ a: 1, b: 2 }, { a: 1 })).toEqual({ a: 1 })
    expect(keepKnown([1, 2], [1])).toEqual([1])
    expect(keepKnown({}, JSON.parse('{"__proto__":{}}'))).not.toBe(Object.prototype)
  })

  it('survives what is nested deeper than the stack', () => {
    const deep = () => JSON.parse('['.repeat(100_000) + ']'.repeat(100_000))
    expect(keepKnown(deep(), deep())).toHaveLength(1)
  })
})
