import { afterAll, afterEach, expect, vi } from 'vitest'
import { preload } from '../src/client/preload.js'
import { takeConsoleOutput } from './support/console-guard.js'

// What is fetched apart is there from the start, so that no fake clock runs ahead of a fetch. Once for a worker: its files share their modules.
await preload()

// Two of three test files have no document, and Testing Library takes a while to load.
const dom = typeof document === 'undefined' ? undefined : await import('./support/dom.js')

afterEach(() => {
  dom?.cleanup()
  // After cleanup, so that what an unmount prints counts too. A test that expects output spies on the console itself.
  const output = takeConsoleOutput()
  if (output.length > 0) throw new Error(`This test printed to the console:\n${output.join('\n')}`)
})

// Files of one worker share a process: what a file leaves behind would be found by whichever comes next.
afterAll(() => {
  expect(vi.isFakeTimers(), 'fake timers that are still on after the last test').toBe(false)
  if (dom) expect(document.body.childNodes, 'what is in the document after the last test').toHaveLength(0)
})
