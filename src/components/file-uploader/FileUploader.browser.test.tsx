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
  const name = container.querySelector<HTMLElement>('[data-mr-part="name"]') ?? expect.fail()
  return { name, drawn: name.querySelector('[data-mr-end]') ?? expect.fail() }
}

test.each(['ltr', 'rtl'])('a name that is too long is cut before its end (%s)', async (direction) => {
  const { name, drawn } = await show('280px', direction)
  expect(name.textContent).toBe(NAME)
  expect(getComputedStyle(drawn, '::after').content).toBe('"-042.png" / ""')
  const place = name.getBoundingClientRect()
  const box = drawn.getBoundingClientRect()
  expect(box.left).toBeGreaterThanOrEqual(place.left)
  expect(box.right).toBeLessThanOrEqual(place.right)
})

test('a name that has room is drawn whole, at the side of the page', async () => {
  const { name, drawn } = await show('900px', 'rtl')
  const box = drawn.getBoundingClientRect()
  expect(box.width).toBeLessThan(name.getBoundingClientRect().width)
  expect(box.right).toBe(name.getBoundingClientRect().right)
})
