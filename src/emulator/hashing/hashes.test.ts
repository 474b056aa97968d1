// @vitest-environment node
import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Md5, Sha256 } from './hashes.js'

test.each([
  ['sha256', () => new Sha256()],
  ['md5', () => new Md5()],
] as const)("%s of chunks equals Node's hash of the whole", (algorithm, create) => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 8 }), (pieces) => {
      const ours = create()
      const theirs = createHash(algorithm)
      for (const piece of pieces) {
        ours.update(piece)
        theirs.update(piece)
      }
      expect(ours.copy().digest()).toBe(ours.digest())
      const again = create()
      for (const piece of pieces) again.update(piece)
      expect(again.digest()).toBe(theirs.digest('hex'))
    }),
  )
})
