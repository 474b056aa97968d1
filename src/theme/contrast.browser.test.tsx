import { afterEach, expect, it } from 'vitest'
import './styles.css'

const BRANDS = 200
/** Colours at the ends of every scale come first, then random ones. */
const HARD = ['#ff0', '#fff', '#000', '#0ff', '#00f', '#f00', '#0f0', '#777']
const TEXT = 4.5
const MARK = 3

const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true })

function luminance(color: string): number {
  if (!context) throw new Error('No canvas')
  context.fillStyle = color
  context.fillRect(0, 0, 1, 1)
  const [red = 0, green = 0, blue = 0] = [...context.getImageData(0, 0, 1, 1).data].map((byte) => {
    const value = byte / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

/** The same colours in each run: a failure can be looked at again. */
function brands(): string[] {
  let seed = 7
  const byte = () => {
    seed = (seed * 16_807) % 2_147_483_647
    return seed % 256
  }
  return Array.from({ length: BRANDS }, (_, index) => HARD[index] ?? `rgb(${byte()} ${byte()} ${byte()})`)
}

afterEach(() => document.body.replaceChildren())

it.each(['light', 'dark'])('makes any brand color readable as text and visible in graphics: %s', (theme) => {
  const lowest: Record<string, { ratio: number; brand: string }> = {}
  const note = (name: string, brand: string, ratio: number) => {
    if (ratio < (lowest[name]?.ratio ?? Infinity)) lowest[name] = { ratio, brand }
  }
  document.body.innerHTML = `
    <div data-mr="x" data-mr-part="root" data-mr-theme="${theme}" style="background: var(--mr-c-bg); --mr-time: 0s">
      <button data-mr="x" data-mr-look="button primary">Run</button>
      <span data-mr="x" data-mr-look="badge accent">Running</span>
      <button data-mr="x" data-mr-look="button quiet" data-state="on">On</button>
      <p data-mr="x" data-mr-look="well" style="color: var(--mr-c-accent-text); border-color: var(--mr-c-mark)">Text</p>
      <i data-mr="x" style="background: var(--mr-c-hover); color: var(--mr-c-accent-text)">Text</i>
    </div>`
  const root = document.body.firstElementChild as HTMLElement
  const parts = [...root.children]
  for (const brand of brands()) {
    root.style.setProperty('--mr-accent', brand)
    const surface = getComputedStyle(root).backgroundColor
    for (const part of parts) {
      const { color, backgroundColor, borderTopColor } = getComputedStyle(part)
      const name = part.getAttribute('data-mr-look') ?? 'hover'
      note(name, brand, contrast(color, backgroundColor))
      if (name === 'button primary') note('mark: button', brand, contrast(borderTopColor, surface))
      if (name === 'well') note('mark: well', brand, contrast(borderTopColor, backgroundColor))
    }
  }
  expect(Object.keys(lowest)).toHaveLength(7)
  for (const [name, { ratio, brand }] of Object.entries(lowest)) {
    expect(ratio, `${name} of ${brand}`).toBeGreaterThanOrEqual(name.startsWith('mark') ? MARK : TEXT)
  }
})
