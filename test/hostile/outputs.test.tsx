import { cleanup, fireEvent, render } from '@testing-library/react'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
// Fetched apart in an app; here from the start, so that all of an output is there to be counted.
import '../../src/components/output-view/Markdown.js'
import { loadDataViews } from '../../src/components/output-view/DataView.js'
import { OutputView } from '../../src/components/output-view/OutputView.js'
import { settle } from '../corpus/unfold.js'
import { TestProvider } from '../TestProvider.js'
import { hostileOutputs } from './hostile-outputs.js'
import { randomOutput } from './random-outputs.js'

await loadDataViews()

/** What a page takes at once, also on a phone; each costs about 10 µs. */
const MAX_ELEMENTS = 6_000
const MAX_CHARACTERS = 1_000_000

/** Large enough to tell bounded work from work that grows with the output. */
const SIZE = { long: 1_000_000, many: 10_000, deep: 10_000 }

beforeEach(() => {
  // Files of an unknown kind: the server does not answer.
  vi.stubGlobal('fetch', () => new Promise(() => {}))
})
afterEach(() => vi.unstubAllGlobals())

async function show(output: unknown) {
  const view = render(
    <TestProvider>
      <OutputView output={output} />
    </TestProvider>,
  )
  await settle()
  return view.container
}

/** One click of a user. */
async function openFirst(container: HTMLElement) {
  container.querySelector('details:not([open])')?.setAttribute('open', '')
  await settle()
}

describe('<OutputView>', () => {
  it.each(Object.entries(hostileOutputs(SIZE)))('shows %s within bounds', async (_, make) => {
    const container = await show(make())
    await openFirst(container)
    expect(container.querySelector('[data-mr-part=root]')).not.toBeNull()
    expect(container.querySelectorAll('*').length).toBeLessThan(MAX_ELEMENTS)
    expect(container.innerHTML.length).toBeLessThan(MAX_CHARACTERS)
  })

  it('shows anything', async () => {
    await fc.assert(
      fc.asyncProperty(randomOutput, async (output) => {
        const container = await show(output)
        await openFirst(container)
        expect(container.querySelector('[data-mr-part=root]')).not.toBeNull()
        for (const link of container.querySelectorAll('[href], [src]'))
          expect(link.getAttribute('href') ?? link.getAttribute('src')).toMatch(/^(?:https?:|#)/i)
        cleanup()
      }),
      { numRuns: 60 },
    )
  }, 60_000)

  it('shows the files of a long output page by page', async () => {
    const container = await show(Array.from({ length: 250 }, (_, at) => `https://media.example/${at}.png`))
    const images = () => container.querySelectorAll('[data-mr-part=image]').length
    const more = () => container.querySelector<HTMLElement>('[data-mr-part=more]')
    expect(images()).toBe(100)
    expect(more()).toHaveTextContent('150 more')
    fireEvent.click(more() as HTMLElement)
    fireEvent.click(more() as HTMLElement)
    expect(images()).toBe(250)
    expect(more()).toBeNull()
  })
})
