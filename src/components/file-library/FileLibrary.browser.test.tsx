import { expect, test } from 'vitest'
import { render } from 'vitest-browser-react'
import { emulatorFetch } from '../../../test/support/emulator-fetch.js'
import { ModelRunnerProvider } from '../../context/ModelRunnerProvider.js'
import { createEmulator } from '../../emulator/index.browser.js'
import '../../theme/styles.css'
import { FileLibrary, type FileLibraryProps } from './FileLibrary.js'

/** A library whose files come when they are let in. */
async function show(props: FileLibraryProps) {
  const emulator = createEmulator()
  emulator.seedFiles(40)
  let letIn = () => {}
  const waits = new Promise<void>((resolve) => (letIn = resolve))
  const platform = emulatorFetch(emulator)
  const { container } = await render(
    <ModelRunnerProvider
      proxyUrl="/api/modelrunner/proxy"
      hosts={emulator.hosts}
      fetch={async (...call) => {
        await waits
        return platform(...call)
      }}
      storage={null}
    >
      <FileLibrary {...props} />
      <p id="below">What comes below</p>
    </ModelRunnerProvider>,
  )
  const placeOf = (element: Element | null) => {
    const box = element?.getBoundingClientRect()
    return box && [box.x, box.y, box.width, box.height].map(Math.round)
  }
  const places = (file: string) =>
    [
      container.querySelector('[data-mr-part="viewport"]'),
      ...[...container.querySelectorAll(file)].slice(0, 3),
      container.querySelector('#below'),
    ].map(placeOf)
  return { container, places, letIn }
}

test.each<[string, FileLibraryProps]>([
  ['tiles', {}],
  ['rows', { defaultView: 'list' }],
  ['tiles to choose from', { selectable: 'many' }],
  ['rows to choose from', { selectable: 'many', defaultView: 'list' }],
])('space for %s is reserved: no layout shift when they load', async (_, props) => {
  const { container, places, letIn } = await show(props)
  await expect
    .element(container.querySelector<HTMLElement>('[data-state="loading"]'))
    .toHaveAttribute('aria-busy', 'true')
  const before = places('[data-mr-part="file"][data-state="loading"]')
  expect(before).toHaveLength(5)
  expect(container.querySelector('[role="gridcell"]')).toBeNull()

  // As soon as they are in the page, before any of it is painted.
  const atOnce = new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (container.querySelectorAll('[role="gridcell"]').length <= 3) return
      observer.disconnect()
      resolve(places('[role="gridcell"]'))
    })
    observer.observe(container, { childList: true, subtree: true })
  })
  letIn()
  expect(await atOnce).toEqual(before)
})

test.each([280, 512, 900])('the menu of the tags stays in a library %i px wide', async (width) => {
  const { container, letIn } = await show({ style: { inlineSize: width } })
  letIn()
  await expect.element(container.querySelector('details')).toBeInTheDocument()
  container.querySelector('summary')?.click()
  const root = container.querySelector('[data-mr-part="root"]')?.getBoundingClientRect() ?? expect.fail()
  const menu = container.querySelector('[data-mr-part="tagOption"]')?.getBoundingClientRect() ?? expect.fail()
  expect(menu.width).toBeGreaterThan(0)
  expect(menu.left).toBeGreaterThanOrEqual(root.left)
  expect(menu.right).toBeLessThanOrEqual(root.right)
})
