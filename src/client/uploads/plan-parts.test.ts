// @vitest-environment node
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MAX_PARTS, MIN_PART_BYTES } from '../../protocol/limits.js'
import { MULTIPART_THRESHOLD_BYTES, partRange, PART_BYTES, planParts } from './plan-parts.js'

const GIB = 1024 ** 3

describe('planParts', () => {
  it('sends a file up to the threshold in one PUT, and one byte more in parts', () => {
    expect(planParts(0)).toEqual({ kind: 'single' })
    expect(planParts(MULTIPART_THRESHOLD_BYTES)).toEqual({ kind: 'single' })
    expect(planParts(MULTIPART_THRESHOLD_BYTES + 1)).toEqual({
      kind: 'multipart',
      partSize: PART_BYTES,
      partCount: 10,
    })
  })

  it('lets parts grow so that 10,000 suffice', () => {
    expect(planParts(97 * GIB)).toMatchObject({ kind: 'multipart', partSize: PART_BYTES })
    const huge = planParts(1024 * GIB)
    expect(huge).toMatchObject({ kind: 'multipart' })
    expect(huge.kind !== 'single' && huge.partCount).toBeLessThanOrEqual(MAX_PARTS)
  })

  it("uses the app's part size, and refuses files that would need too many parts", () => {
    expect(planParts(60 * GIB, { partSize: MIN_PART_BYTES })).toMatchObject({
      kind: 'refused',
      partSize: MIN_PART_BYTES,
    })
    expect(planParts(MAX_PARTS * MIN_PART_BYTES, { partSize: MIN_PART_BYTES })).toMatchObject({
      kind: 'multipart',
    })
  })

  it('never plans parts that the storage refuses', () => {
    expect(planParts(200 * 1024 * 1024, { partSize: 1024 })).toMatchObject({ partSize: MIN_PART_BYTES })
    expect(planParts(200 * 1024 * 1024, { partSize: Number.NaN })).toMatchObject({ partSize: PART_BYTES })
    expect(planParts(6 * GIB, { multipartThreshold: Infinity })).toMatchObject({ kind: 'multipart' })
  })

  it('covers every byte once, with parts that only shrink at the end', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 5 * 1024 * GIB, noNaN: true }).map(Math.floor),
        fc.option(fc.integer({ min: 0, max: 64 * 1024 * 1024 }), { nil: undefined }),
        (size, partSize) => {
          const plan = planParts(size, { partSize, multipartThreshold: 0 })
          if (plan.kind !== 'multipart') return plan.kind === 'refused' && plan.partCount > MAX_PARTS
          const last = partRange(plan.partCount, plan.partSize, size)
          expect(plan.partCount).toBeLessThanOrEqual(MAX_PARTS)
          expect(plan.partSize).toBeGreaterThanOrEqual(MIN_PART_BYTES)
          expect(partRange(1, plan.partSize, size).start).toBe(0)
          expect(last.end).toBe(size)
          expect(last.end).toBeGreaterThan(last.start)
          return true
        },
      ),
    )
  })
})
