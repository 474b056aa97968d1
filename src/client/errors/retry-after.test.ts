// @vitest-environment node
import { expect, it } from 'vitest'
import { retryAfterMs } from './retry-after.js'

const now = Date.UTC(2026, 8, 1, 12, 0, 0)

it.each([
  ['2', 2000],
  [' 2 ', 2000],
  ['0', 0],
  ['1.5', 1500],
  ['Tue, 01 Sep 2026 12:00:30 GMT', 30_000],
  ['Tue Sep  1 12:00:30 2026', 30_000],
  ['2026-09-01T12:00:30Z', 30_000],
  ['Tue, 01 Sep 2026 11:00:00 GMT', 0],
  ['9'.repeat(400), 2 ** 31 - 1],
  ['Tue, 01 Sep 2099 12:00:00 GMT', 2 ** 31 - 1],
  [null, undefined],
  ['', undefined],
  ['soon', undefined],
  ['-5', undefined],
  ['1,2', undefined],
  ['12:61:61 nonsense', undefined],
])('%j waits %j ms', (header, ms) => expect(retryAfterMs(header, now)).toBe(ms))
