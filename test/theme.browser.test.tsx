import { expect, it } from 'vitest'
import './strangers-theme.css'
import '../src/theme/styles.css'

/** One element per look, as the components put them. */
const LOOKS = [
  'button',
  'button primary',
  'button small',
  'input',
  'label',
  'notice danger',
  'badge success',
  'card',
]

function page(html: string, attributes = '') {
  document.body.innerHTML = `<div data-mr="x" data-mr-part="root" ${attributes}>${html}</div>`
  return document.body.firstElementChild as HTMLElement
}
const styleOf = (element: Element | null) => getComputedStyle(element as Element)

it('lets a stranger restyle everything without !important, even from before', () => {
  const root = page(LOOKS.map((look) => `<button data-mr="x" data-mr-look="${look}">x</button>`).join(''))
  expect(styleOf(root).borderTopStyle).toBe('double')
  expect(styleOf(root).fontFamily).toContain('Georgia')
  for (const button of root.querySelectorAll('[data-mr-look~=button]')) {
    expect(styleOf(button).color).toBe('rgb(10, 20, 30)')
    expect(styleOf(button).textTransform).toBe('uppercase')
    expect(styleOf(button).borderTopWidth).toBe('0px')
  }
  expect(styleOf(root.querySelector('[data-mr-look~=card]')).borderRadius).toBe('0px')
})

it('keeps out of the way of what is not its own', () => {
  document.body.innerHTML = '<button>mine</button>'
  const look = () => {
    const style = styleOf(document.querySelector('button'))
    return [...style].filter((name) => !name.startsWith('--')).map((name) => style.getPropertyValue(name))
  }
  const before = look()
  for (const sheet of document.querySelectorAll('style, link[rel=stylesheet]')) sheet.remove()
  expect(look()).toEqual(before)
})
