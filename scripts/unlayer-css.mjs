/** Of two classes' worth: above a page's element and attribute selectors, and level with `[data-mr='…'][data-mr-part='…']`. */
const WEIGHT = ':not(._._)'

/**
 * The stylesheet without its layer, for pages whose own rules are in no layer and would win over all of ours: resets,
 * Bootstrap, classic element selectors. Each selector has the same specificity, so that the order of rules still decides.
 */
export function unlayerCss(source) {
  const css = source.replace(/\/\*[\s\S]*?\*\//g, '')
  let out = ''
  let at = 0
  /** One entry per open block: what its closing brace writes. */
  const open = []
  let isKeyframes = false
  while (at < css.length) {
    const end = nextOf(css, at, '{};')
    if (end < 0) break
    const text = css.slice(at, end)
    const sign = css[end]
    at = end + 1
    if (sign === '}') {
      out += text + (open.pop() ?? '')
      isKeyframes = open.includes('keyframes}')
    } else if (sign === ';') {
      // A statement such as `@layer modelrunner;` names what is not there.
      if (!/^\s*@layer\b/.test(text)) out += `${text};`
    } else if (/^\s*@layer\b/.test(text)) {
      open.push('')
    } else if (/^\s*@/.test(text)) {
      out += `${text}{`
      const frames = /^\s*@(?:-\w+-)?keyframes\b/.test(text)
      open.push(frames ? 'keyframes}' : '}')
      isKeyframes ||= frames
    } else {
      out += `${isKeyframes ? text : weighted(text)}{`
      open.push('}')
    }
  }
  return out.replaceAll('keyframes}', '}')
}

function weighted(selectors) {
  return splitTop(selectors)
    .map((selector) => {
      const pseudo = /::[\w-]+(?:\([^)]*\))?$/.exec(selector.trim())
      const base = pseudo ? selector.trim().slice(0, pseudo.index) : selector.trim()
      return `${base}${WEIGHT}${pseudo ? pseudo[0] : ''}`
    })
    .join(',')
}

function splitTop(text) {
  const parts = []
  let depth = 0
  let from = 0
  for (let at = 0; at < text.length; at += 1) {
    if ('(['.includes(text[at])) depth += 1
    if (')]'.includes(text[at])) depth -= 1
    if (text[at] === ',' && depth === 0) {
      parts.push(text.slice(from, at))
      from = at + 1
    }
  }
  return [...parts, text.slice(from)]
}

/** The next of some signs outside strings and brackets. */
function nextOf(css, from, signs) {
  let quote = ''
  let depth = 0
  for (let at = from; at < css.length; at += 1) {
    const char = css[at]
    if (quote) {
      if (char === '\\') at += 1
      else if (char === quote) quote = ''
    } else if (char === '"' || char === "'") quote = char
    else if (char === '(') depth += 1
    else if (char === ')') depth -= 1
    else if (depth === 0 && signs.includes(char)) return at
  }
  return -1
}
