import { onTestFinished } from 'vitest'

/** What a person sees or a screen reader reads out, beside the text itself. */
const NAMING = [
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'aria-valuetext',
  'aria-placeholder',
  'title',
  'alt',
  'placeholder',
  'label',
  'summary',
]
/** The beginning of a link, the same in every language. */
const NO_TEXT = ['https://']

/**
 * Watches the page from now on. `said` are the keys of the marked messages that ever were in it, `strays` every text with
 * letters that was in no bracket and is no `data` of the person, the app or the platform. Data is given in full:
 * so that an English word beside it is still found.
 */
export function watchTexts(data: readonly (string | RegExp)[] = []) {
  const said = new Set<string>()
  const strays = new Set<string>()
  const known = [...NO_TEXT, ...data]

  function look() {
    for (const text of textsIn(document.body)) {
      const bare = withoutMarks(text, (key) => said.add(key))
      const left = known.reduce<string>((rest, each) => rest.replaceAll(asGlobal(each), ' '), bare)
      if (/\p{L}/u.test(left)) strays.add(text)
    }
  }
  const observer = new MutationObserver(look)
  observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true })
  onTestFinished(() => observer.disconnect())
  return {
    look,
    get said() {
      look()
      return said
    },
    get strays() {
      look()
      return [...strays]
    },
  }
}

function textsIn(root: Element): string[] {
  const found: string[] = []
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const { parentElement, textContent } = walker.currentNode
    // What is in a text area, the person wrote.
    if (parentElement && !parentElement.closest('textarea, script, style')) found.push(textContent ?? '')
  }
  for (const element of root.querySelectorAll('*')) {
    for (const name of NAMING) found.push(element.getAttribute(name) ?? '')
    const isButton = element instanceof HTMLInputElement && /^(button|submit|reset)$/.test(element.type)
    if (isButton) found.push(element.value)
  }
  return found.filter((text) => /\p{L}/u.test(text))
}

/** From the inside out: a message may hold another. */
function withoutMarks(text: string, onKey: (key: string) => void): string {
  const mark = /⟦([\w.]+)¦[^⟦⟧]*⟧/g
  for (let rest = text; ;) {
    const next = rest.replace(mark, (_, key: string) => {
      onKey(key)
      return ' '
    })
    if (next === rest) return rest
    rest = next
  }
}

function asGlobal(each: string | RegExp): string | RegExp {
  return typeof each === 'string' ? each : new RegExp(each.source, `${each.flags.replace('g', '')}g`)
}
