import { afterEach, describe, expect, it } from 'vitest'
import partsPage from '../docs/parts.md?raw'
import './custom-theme.css'
import '../src/theme/styles.css'

/** Every look that a part may have, all at once: what may stand against a stranger's rule. */
const LOOKS =
  'stack row spread list title label hint problem mono truncate button primary quiet small icon danger ' +
  'input check slider card well notice badge progress media busy thumb empty accent success warning'

interface PartName {
  component: string
  part: string
}

/** What docs/parts.md lists: component and part. */
const parts: PartName[] = partsPage.split('\n## ').flatMap((section) => {
  const component = /data-mr="([\w-]+)"/.exec(section.split('\n')[0] ?? '')?.[1]
  return component
    ? [...section.matchAll(/^\| `(\w+)` \|/gm)].map(([, part = '']) => ({ component, part }))
    : []
})

/** The stranger's rules, without those for :root. */
const rules = [...document.styleSheets]
  .flatMap((sheet) => [...sheet.cssRules])
  .filter((rule): rule is CSSStyleRule => rule instanceof CSSStyleRule && /data-mr/.test(rule.selectorText))

function show({ component, part }: PartName): [part: HTMLElement, host: HTMLElement] {
  const host = document.createElement('div')
  host.dataset.mr = component
  host.dataset.mrPart = 'root'
  const element = document.createElement('div')
  element.dataset.mr = component
  element.dataset.mrPart = part
  element.dataset.mrLook = LOOKS
  element.ariaDisabled = 'true'
  host.append(element)
  document.body.append(host)
  return part === 'root' ? [host, host] : [element, host]
}

afterEach(() => {
  document.body.replaceChildren()
})

describe("a theme of the app's own", () => {
  it('needs no !important, neither there nor in the default theme', () => {
    for (const rule of rules) expect(rule.cssText).not.toContain('!important')
  })

  it('restyles every part of every component from outside, even loaded before', () => {
    expect(parts.length).toBeGreaterThan(150)
    for (const name of parts) {
      const [element, host] = show(name)
      const own = rules.filter((rule) => element.matches(rule.selectorText))
      expect(own, `no rule of the stranger is for ${name.component} ${name.part}`).not.toEqual([])

      // The same declarations on an element that the default look does not know.
      const reference = document.createElement('div')
      for (const rule of own) reference.style.cssText += rule.style.cssText
      ;(element === host ? document.body : host).append(reference)
      const wanted = getComputedStyle(reference)
      const got = getComputedStyle(element)
      for (const property of reference.style) {
        expect(got.getPropertyValue(property), `${name.component} ${name.part}: ${property}`).toBe(
          wanted.getPropertyValue(property),
        )
      }
      host.remove()
    }
  })

  it('colours what derives from the base tokens', () => {
    const [, host] = show({ component: 'request-runner', part: 'cost' })
    host.innerHTML = '<p data-mr="x" data-mr-look="button primary">Run</p>'
    expect(getComputedStyle(host.firstElementChild as Element).backgroundColor).toBe('rgb(179, 0, 27)')
  })
})

it('keeps out of the way of what is not its own', () => {
  document.body.innerHTML = '<button>mine</button>'
  const look = () => {
    const style = getComputedStyle(document.querySelector('button') as Element)
    return [...style].filter((name) => !name.startsWith('--')).map((name) => style.getPropertyValue(name))
  }
  const before = look()
  for (const sheet of document.querySelectorAll('style, link[rel=stylesheet]')) sheet.remove()
  expect(look()).toEqual(before)
})
