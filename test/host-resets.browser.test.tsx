import { afterEach, describe, expect, it } from 'vitest'
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
    <input data-mr="x" data-mr-look="input">
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

afterEach(() => document.body.replaceChildren())

describe('styles.unlayered.css', () => {
  it.each(Object.keys(HOSTS))('keeps contrast and padding as in our own page: %s', (name) => {
    const ours = unlayerCss(layered)
    const expected = looks('', ours)
    expect(looks(HOSTS[name] ?? '', ours)).toEqual(expected)
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
