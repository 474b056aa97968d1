import { expect, test } from 'vitest'
import { render } from 'vitest-browser-react'
import { emulatorFetch } from '../../../test/support/emulator-fetch.js'
import { ModelRunnerProvider } from '../../context/ModelRunnerProvider.js'
import { createEmulator } from '../../emulator/index.browser.js'
import '../../theme/styles.css'
import { FileUploader } from './FileUploader.js'

const NAME = 'two-friends-cooking-together-in-a-small-kitchen-by-the-harbour-042.png'

async function show(width: string, direction: string) {
  const emulator = createEmulator()
  const { container } = await render(
    <ModelRunnerProvider
      proxyUrl="/api/modelrunner/proxy"
      hosts={emulator.hosts}
      fetch={emulatorFetch(emulator)}
      storage={null}
    >
      <div dir={direction} style={{ inlineSize: width }}>
        <FileUploader defaultValue={[`https://media.example/${NAME}`]} />
      </div>
    </ModelRunnerProvider>,
  )
  // The row around it comes a moment after the name alone.
  await expect
    .poll(() => container.querySelector('[data-mr-part="status"]'), { timeout: 20_000 })
    .not.toBeNull()
  const name = container.querySelector<HTMLElement>('[data-mr-part="name"]') ?? expect.fail()
  return { name, drawn: name.querySelector('[data-mr-cut]') ?? expect.fail() }
}

test.each(['ltr', 'rtl'])('a name that is too long is cut before its end (%s)', async (direction) => {
  const { name, drawn } = await show('280px', direction)
  expect(name.textContent).toBe(NAME)
  const [start, end] = drawn.children
  expect(end?.textContent).toBe('-042.png')
  expect(start?.scrollWidth).toBeGreaterThan(start?.clientWidth ?? 0)
  expect(end?.scrollWidth).toBe(end?.clientWidth)
  const place = name.getBoundingClientRect()
  for (const { left, right } of [drawn, end ?? drawn].map((part) => part.getBoundingClientRect())) {
    expect(left).toBeGreaterThanOrEqual(place.left)
    expect(right).toBeLessThanOrEqual(place.right)
  }
})

test('a name that fits is shown in full, at the side of the page', async () => {
  const { name, drawn } = await show('900px', 'rtl')
  const box = drawn.getBoundingClientRect()
  expect(box.width).toBeLessThan(name.getBoundingClientRect().width)
  expect(box.right).toBe(name.getBoundingClientRect().right)
})
