import { render } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { TestProvider } from '../../../test/TestProvider.js'
import { OutputView } from './OutputView.js'

const CDN = 'https://media.example'
const GOOD = `${CDN}/good.png`

/** A limit for what freezes a page, not a measure of speed, ms. */
const FREEZES_MS = 5_000

const beside: [string, unknown][] = [
  ['nothing', null],
  ['an entry without an address', { url: null, width: 'wide' }],
  ['a number', 7],
  ['an empty object', {}],
  ['an address that is none', { url: 'not an address' }],
  ['a size that is none', { url: `${CDN}/2.png`, width: -1, height: 'x', content_type: 12, file_name: null }],
  ['a type that nobody knows', { url: `${CDN}/2`, content_type: 'application/x-something' }],
  ['an address that runs code', { url: 'javascript:alert(1)' }],
  ['a list in place of an address', { url: [GOOD] }],
  ['half a surrogate', '\ud83d'],
]

describe('an output', () => {
  it.each(beside)('shows its image beside %s', (_, odd) => {
    for (const output of [
      { images: [odd, { url: GOOD }] },
      { image: { url: GOOD }, other: odd },
      [odd, GOOD],
    ]) {
      const { container, unmount } = render(<OutputView output={output} />, { wrapper: TestProvider })
      expect(container.querySelector(`img[src="${GOOD}"]`)).toBeInTheDocument()
      unmount()
    }
  })

  it.each([
    ['a field', (text: string) => ({ image: { url: GOOD }, raw: text })],
    ['deep data', (text: string) => ({ image: { url: GOOD }, debug: { steps: [{ state: text }] } })],
    ['a list', (text: string) => [GOOD, text]],
  ])('with ten megabytes of base64 in %s does not freeze the page', (_, outputOf) => {
    const text = 'iVBORw0KGgo'.repeat(950_000)
    const startedAt = performance.now()
    const { container } = render(<OutputView output={outputOf(text)} />, { wrapper: TestProvider })
    expect(performance.now() - startedAt).toBeLessThan(FREEZES_MS)
    expect(container.querySelector(`img[src="${GOOD}"]`)).toBeInTheDocument()
    expect(container.innerHTML.length).toBeLessThan(500_000)
  })
})
