import axe from 'axe-core'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import layered from '../src/theme/styles.css?inline'
import { unlayerCss } from '../scripts/unlayer-css.mjs'

/** What pages bring along, each as the rules that meet our elements. */
const HOSTS: Record<string, string> = {
  none: '',
  normalize: 'button,input,select,textarea{font-family:inherit;font-size:100%;line-height:1.15;margin:0}',
  'Bootstrap 5':
    '*,::after,::before{box-sizing:border-box}p{margin-top:0;margin-bottom:1rem}ul{padding-left:2rem}a{color:#0d6efd;text-decoration:underline}button{border-radius:0}button,input,select{margin:0;font-family:inherit;font-size:inherit}img{vertical-align:middle}[type=button]:not(:disabled),button:not(:disabled){cursor:pointer}',
  'Tailwind 3 preflight':
    '*,::before,::after{border-width:0;border-style:solid;border-color:#e5e7eb}button,input,select,textarea{font-family:inherit;font-size:100%;color:inherit;margin:0;padding:0}button,[type=button],[type=submit]{-webkit-appearance:button;background-color:transparent;background-image:none}a{color:inherit;text-decoration:inherit}img,video{display:block;max-width:100%;height:auto}ol,ul{list-style:none;margin:0;padding:0}',
  'everything at zero': '*{margin:0;padding:0}',
  'element selectors':
    'button{background:#eee;border:2px outset;padding:1px 6px;color:#000}input{display:block;border:1px solid #999;padding:0;width:auto;background:#eee;color:#000}p{margin:2em 0;color:#333}body{text-align:center}',
  "MUI's baseline":
    '*,*::before,*::after{box-sizing:inherit}html{box-sizing:border-box}body{margin:0;color:rgba(0,0,0,.87);font-size:1rem}strong,b{font-weight:700}',
}

const PART = `
  <div data-mr="x" data-mr-part="root">
    <button type="button" data-mr="x" data-mr-look="button primary">Run</button>
    <button type="button" data-mr="x" data-mr-look="button">More</button>
    <input data-mr="x" data-mr-look="input" aria-label="Prompt">
    <input type="file" data-mr="x" hidden>
    <p data-mr="x" data-mr-look="hint">Hint</p>
    <a href="#x" data-mr="x" data-mr-look="button small">Save</a>
    <ul data-mr="x" data-mr-look="list stack"><li>One</li></ul>
    <div data-mr="x" data-mr-look="notice danger">Failed</div>
  </div>`
const WATCHED = [
  'display',
  'color',
  'backgroundColor',
  'paddingInlineStart',
  'paddingBlockStart',
  'marginBlockEnd',
  'borderTopWidth',
  'borderTopColor',
  'textAlign',
  'listStyleType',
] as const

function looks(host: string, ours: string): string[][] {
  document.body.innerHTML = `<style>${ours}</style><style>${host}</style>${PART}`
  return [...document.querySelectorAll('[data-mr]:not([hidden])')].map((part) => {
    const style = getComputedStyle(part)
    const isBordered = style.borderTopWidth !== '0px'
    return WATCHED.filter((name) => isBordered || name !== 'borderTopColor').map(
      (name) => `${name}: ${style[name]}`,
    )
  })
}

/** Of a text on what is behind it. */
function contrastOf(part: Element): number {
  const [light = 0, dark = 0] = [luminance(getComputedStyle(part).color), luminance(surfaceOf(part))].sort(
    (a, b) => b - a,
  )
  return (light + 0.05) / (dark + 0.05)
}

/** The next background that is not transparent. */
function surfaceOf(part: Element): string {
  const { backgroundColor } = getComputedStyle(part)
  if (!/^(transparent|rgba\(0, 0, 0, 0\))$/.test(backgroundColor)) return backgroundColor
  return part.parentElement ? surfaceOf(part.parentElement) : '#fff'
}

const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })

function luminance(color: string): number {
  if (!canvas) throw new Error('This browser gives no canvas to draw on.')
  canvas.fillStyle = color
  canvas.fillRect(0, 0, 1, 1)
  const [red = 0, green = 0, blue = 0] = [...canvas.getImageData(0, 0, 1, 1).data].map((byte) => {
    const value = byte / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** A line per page: contrast and padding of each part, as a reviewer reads them. */
const table: string[] = []

const nameOf = (part: Element) => part.getAttribute('data-mr-look') ?? part.localName

/** Of each part, in a page with a host's rules: its name, contrast and padding. */
function cellsIn(host: string, ours: string): string[][] {
  document.body.innerHTML = `<style>${ours}</style><style>${host}</style>${PART}`
  return [...document.querySelectorAll('[data-mr-look]')].map((part) => {
    const { paddingBlockStart, paddingInlineStart } = getComputedStyle(part)
    return [nameOf(part), contrastOf(part).toFixed(1), `${paddingBlockStart}/${paddingInlineStart}`]
  })
}

// eslint-disable-next-line no-console -- What this file is run for, beside its result.
afterAll(() => console.info(['contrast and padding (block/inline)', ...table].join('\n')))

afterEach(() => document.body.replaceChildren())

describe('styles.unlayered.css', () => {
  it.each(Object.keys(HOSTS))('keeps contrast and padding as in our own page: %s', (name) => {
    const ours = unlayerCss(layered)
    const expected = looks('', ours)
    expect(looks(HOSTS[name] ?? '', ours)).toEqual(expected)
  })

  it.each(Object.keys(HOSTS))('is readable and has no axe violation: %s', async (name) => {
    const ours = unlayerCss(layered)
    const own = cellsIn('', ours)
    const cells = cellsIn(HOSTS[name] ?? '', ours)
    if (table.length === 0) table.push(['page', ...cells.map(([part]) => part)].join(' | '))
    table.push([name, ...cells.map(([, contrast, padding]) => `${contrast} ${padding}`)].join(' | '))
    expect(cells).toEqual(own)
    for (const [part, contrast] of cells) expect(Number(contrast), part).toBeGreaterThanOrEqual(4.5)
    const { violations } = await axe.run(document.body, { rules: { region: { enabled: false } } })
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
  })

  it('renders like the layered one', () => {
    expect(looks('', unlayerCss(layered))).toEqual(looks('', layered))
  })
})

describe('styles.css', () => {
  it('keeps what is hidden hidden, and its text at the start, whatever the page says', () => {
    document.body.innerHTML = `<style>${layered}</style><style>${HOSTS['element selectors']}</style>${PART}`
    const file = document.querySelector('[type=file]')
    expect(file && getComputedStyle(file).display).toBe('none')
    const root = document.querySelector('[data-mr-part=root]')
    expect(root && getComputedStyle(root).textAlign).toBe('start')
  })

  it.each(Object.keys(HOSTS))(
    'is the same where the page puts its own rules into a layer before it: %s',
    (name) => {
      const own = looks('', layered)
      expect(
        looks('', `@layer vendor, modelrunner; @layer vendor { ${HOSTS[name] ?? ''} } ${layered}`),
      ).toEqual(own)
    },
  )
})
