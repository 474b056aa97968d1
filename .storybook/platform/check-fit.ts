import type { StoryContext } from '@storybook/react-vite'
import { page } from 'vitest/browser'

/** As a component stands in a narrow column, on a phone, and in a wide page, CSS px. */
const WIDTHS = [280, 360, 1280]
/** WCAG 2.2, 2.5.8, CSS px. */
const TARGET_PX = 24

/**
 * After a story has played, in tests: nothing sticks out of its box at any width, nor on a phone with text of 200 %, and what
 * is to be hit is large enough for a finger.
 */
export async function checkFit({ canvasElement, title }: StoryContext): Promise<void> {
  if (!title.startsWith('Components/')) return
  const { documentElement } = document
  const before = { width: innerWidth, height: innerHeight }
  // The frame around a story is Storybook's; the width is for the component alone.
  const surface = canvasElement.querySelector<HTMLElement>('.surface')
  surface?.style.setProperty('padding', '0')
  const faults: string[] = []
  try {
    for (const width of WIDTHS) {
      await resize(width)
      faults.push(...sideways(canvasElement).map((each) => `sticks out at ${width} px: ${each}`))
      if (width === WIDTHS[0]) faults.push(...tooSmall().map((each) => `is under ${TARGET_PX} px: ${each}`))
    }
    documentElement.style.setProperty('font-size', '200%')
    await resize(360)
    faults.push(...sideways(canvasElement).map((each) => `sticks out at 360 px with text of 200 %: ${each}`))
  } finally {
    documentElement.style.removeProperty('font-size')
    surface?.style.removeProperty('padding')
    await page.viewport(before.width, before.height)
  }
  if (faults.length > 0) throw new Error(faults.join('\n'))
}

/** Until what follows the size has been laid out. */
async function resize(width: number): Promise<void> {
  await page.viewport(width, 800)
  for (let frames = 0; frames < 2; frames++) await new Promise(requestAnimationFrame)
}

/** What stands out of the window, and is in no box that scrolls; of those in each other the innermost. */
function sideways(root: Element): string[] {
  const { scrollWidth, clientWidth } = document.documentElement
  if (scrollWidth <= clientWidth) return []
  const sticksOut = (element: Element) => {
    const { left, right } = element.getBoundingClientRect()
    return left < 0 || right > clientWidth
  }
  return [...root.querySelectorAll('*')]
    .filter((element) => sticksOut(element) && ![...element.children].some(sticksOut))
    .map(begin)
    .slice(0, 5)
    .concat(`${scrollWidth - clientWidth} px`)
}

/** What of ours is to be hit; links in a line of text are let off, as WCAG does. */
const TARGETS = '[data-mr]:is(button, select, input, summary, a[data-mr-look~=button], textarea)'

function tooSmall(): string[] {
  return [...document.querySelectorAll(TARGETS)]
    .filter((element) => element.checkVisibility({ visibilityProperty: true }))
    .filter((element) => !(element instanceof HTMLInputElement && element.type === 'file'))
    .map((element) => {
      // A tick box is hit by its label, too.
      const label = element instanceof HTMLInputElement ? element.closest('label') : null
      const { width, height } = (label ?? element).getBoundingClientRect()
      return { element, width, height }
    })
    .filter(({ width, height }) => width + 0.5 < TARGET_PX || height + 0.5 < TARGET_PX)
    .map(({ element, width, height }) => `${begin(element)} (${width} × ${height})`)
}

const begin = (element: Element) => element.outerHTML.slice(0, 120)
