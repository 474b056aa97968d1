// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { fingerprint } from './fingerprint.js'

const make = (content: string, { name = 'a.bin', type = 'x/y', lastModified = 1 } = {}) =>
  new File([content], name, { type, lastModified })
const filler = 'x'.repeat(200_000)

describe('fingerprint', () => {
  it('knows the same file again', async () => {
    expect(await fingerprint(make(filler))).toBe(await fingerprint(make(filler)))
  })

  it.each([
    ['name', make(filler, { name: 'b.bin' })],
    ['type', make(filler, { type: 'x/z' })],
    ['time', make(filler, { lastModified: 2 })],
    ['size', make(`${filler}x`)],
    ['beginning', make(`y${filler.slice(1)}`)],
    ['middle', make(`${filler.slice(0, 100_010)}y${filler.slice(100_011)}`)],
    ['end', make(`${filler.slice(1)}y`)],
  ])('distinguishes a file with another %s', async (_, other) => {
    expect(await fingerprint(other)).not.toBe(await fingerprint(make(filler)))
  })

  it('keeps nothing of the name, and reads little of a large file', async () => {
    const file = make(filler, { name: 'salaries.xlsx' })
    let read = 0
    const slice = file.slice.bind(file)
    file.slice = (start = 0, end = file.size) => {
      read += Math.min(end, file.size) - start
      return slice(start, end)
    }
    expect(await fingerprint(file)).not.toContain('salaries')
    expect(read).toBeLessThanOrEqual(3 * 16 * 1024)
  })

  it('works on an empty Blob without a name', async () => {
    expect(await fingerprint(new Blob())).toMatch(/^0-/)
  })
})
