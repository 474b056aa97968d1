// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { en } from './en.js'
import { formatBytes } from './format-bytes.js'
import { formatDuration } from './format-duration.js'
import { formatList } from './format-list.js'
import { formatNumber } from './format-number.js'
import { ar } from './languages/ar.js'
import { ja } from './languages/ja.js'
import { zhCN } from './languages/zh-CN.js'

describe('formatBytes', () => {
  it('takes the unit that a rounded size has', () => {
    const sizes = [0, 1, 999, 1000, 999_499, 999_950, 1_500_000, 999_960_000, 5e9]
    expect(sizes.map((bytes) => formatBytes('en', bytes))).toEqual([
      '0 bytes',
      '1 byte',
      '999 bytes',
      '1 kB',
      '999 kB',
      '1 MB',
      '1.5 MB',
      '1 GB',
      '5 GB',
    ])
  })
})

describe('formatNumber', () => {
  it('keeps the bounds of a schema as they are', () => {
    const numbers = [0.1, 1e-7, 0.30000000000000004, 9_007_199_254_740_991, 12]
    expect(numbers.map((value) => formatNumber('en', value))).toEqual([
      '0.1',
      '0.0000001',
      '0.30000000000000004',
      '9,007,199,254,740,991',
      '12',
    ])
  })
})

describe('formatDuration', () => {
  it('joins its units as the language does', () => {
    expect(formatDuration('en', 65_000)).toBe('1 min 5 s')
    expect(formatDuration('zh-CN', 65_000)).toBe('1分钟5秒')
    expect(formatDuration('ar', 65_000)).toBe('1 د و5 ث')
    expect(formatDuration('en', 7_800_000)).toBe('2 h 10 min')
  })
})

describe('formatList', () => {
  it('never runs two entries together', () => {
    expect(formatList('en', ['images', 'PDF', 'PDF'])).toBe('images, PDF')
    expect(zhCN.uploaderAccepts?.(['image/*', '.pdf', '.svg'])).toBe('图片、PDF、SVG')
    expect(ja.uploaderAccepts?.(['image/*', '.pdf'])).toBe('画像、PDF')
  })
})

describe('a name in a sentence of the other direction', () => {
  it('is kept apart from the sentence', () => {
    expect(ar.uploaderRemove?.('a-1.png')).toBe('إزالة \u2068a-1.png\u2069')
    expect(ar.uploaderMoved?.('(1).png', 2, 3)).toBe('\u2068(1).png\u2069 الآن في الموضع 2 من 3')
    expect(en.uploaderMoved('صورة 1', 2, 3)).toBe('\u2068صورة 1\u2069 is now 2 of 3')
    // Turns all that follows around, unless it is shut in.
    expect(en.uploaderRemoved('gpj.\u202eexe')).toBe('\u2068gpj.\u202eexe\u2069 removed')
  })

  it('is left alone in its own', () => {
    expect(en.uploaderMoved('a.png', 2, 3)).toBe('a.png is now 2 of 3')
  })
})
