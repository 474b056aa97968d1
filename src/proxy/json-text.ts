/**
 * JSON as text: takes it apart and changes it without reading its values, so that what is passed on keeps its bytes. A parser
 * would round a seed of 9007199254740993, and a writer would fail on deep nesting.
 */

/** Deeper than any input or output of a model; a writer of JSON recurses and fails at some thousands. */
export const MAX_JSON_DEPTH = 200

export interface Member {
  /** Decoded: `"met\u0061data"` is `metadata`. */
  key: string
  /** From the key's quote to the end of its value. */
  text: string
  /** The value's own text. */
  value: string
}

/** How deeply arrays and objects are nested. The text must be valid JSON. */
export function depthOf(text: string): number {
  let depth = 0
  let deepest = 0
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charCodeAt(at)
    if (char === QUOTE) at = endOfString(text, at) - 1
    else if (char === OPEN_BRACE || char === OPEN_BRACKET) {
      depth += 1
      if (depth > deepest) deepest = depth
    } else if (char === CLOSE_BRACE || char === CLOSE_BRACKET) depth -= 1
  }
  return deepest
}

/** The members of the object that `text` is; undefined where it is none. The text must be valid JSON. */
export function membersOf(text: string): Member[] | undefined {
  let at = skipSpace(text, 0)
  if (text.charCodeAt(at) !== OPEN_BRACE) return undefined
  const members: Member[] = []
  at = skipSpace(text, at + 1)
  while (text.charCodeAt(at) === QUOTE) {
    const keyEnd = endOfString(text, at)
    const valueStart = skipSpace(text, skipSpace(text, keyEnd) + 1)
    const valueEnd = endOfValue(text, valueStart)
    members.push({
      key: JSON.parse(text.slice(at, keyEnd)) as string, // a JSON string
      text: text.slice(at, valueEnd),
      value: text.slice(valueStart, valueEnd),
    })
    at = skipSpace(text, valueEnd)
    if (text.charCodeAt(at) === COMMA) at = skipSpace(text, at + 1)
  }
  return members
}

/** The elements of the array that `text` is; undefined where it is none. The text must be valid JSON. */
export function elementsOf(text: string): string[] | undefined {
  let at = skipSpace(text, 0)
  if (text.charCodeAt(at) !== OPEN_BRACKET) return undefined
  const elements: string[] = []
  at = skipSpace(text, at + 1)
  while (at < text.length && text.charCodeAt(at) !== CLOSE_BRACKET) {
    const end = endOfValue(text, at)
    elements.push(text.slice(at, end))
    at = skipSpace(text, end)
    if (text.charCodeAt(at) === COMMA) at = skipSpace(text, at + 1)
  }
  return elements
}

export function objectOf(members: readonly string[]): string {
  return `{${members.join(',')}}`
}

/**
 * Removes every member of this name, at any depth. A quoted name that a colon follows is always a member: inside a
 * string its quotes would be escaped.
 */
export function withoutMember(text: string, key: string): string {
  const name = JSON.stringify(key)
  if (!text.includes(name)) return text
  const pieces: string[] = []
  let from = 0
  for (let at = 0; at < text.length; at += 1) {
    if (text.charCodeAt(at) !== QUOTE) continue
    const end = endOfString(text, at)
    const colon = skipSpace(text, end)
    if (end - at !== name.length || text.charCodeAt(colon) !== COLON || text.slice(at, end) !== name) {
      at = end - 1
      continue
    }
    let to = skipSpace(text, endOfValue(text, skipSpace(text, colon + 1)))
    let until = at
    if (text.charCodeAt(to) === COMMA) to = skipSpace(text, to + 1)
    else {
      // The last member: the comma before it goes too.
      let before = at - 1
      while (before >= from && isSpace(text.charCodeAt(before))) before -= 1
      if (before >= from && text.charCodeAt(before) === COMMA) until = before
      else if (pieces.length > 0 && text.slice(from, at).trim() === '') {
        const last = pieces.pop() ?? ''
        pieces.push(last.replace(/,\s*$/, ''))
      }
    }
    pieces.push(text.slice(from, until))
    from = to
    at = to - 1
  }
  pieces.push(text.slice(from))
  return pieces.join('')
}

const QUOTE = 0x22
const BACKSLASH = 0x5c
const OPEN_BRACE = 0x7b
const CLOSE_BRACE = 0x7d
const OPEN_BRACKET = 0x5b
const CLOSE_BRACKET = 0x5d
const COMMA = 0x2c
const COLON = 0x3a

const isSpace = (char: number) => char === 0x20 || char === 0x0a || char === 0x0d || char === 0x09

function skipSpace(text: string, from: number): number {
  let at = from
  while (isSpace(text.charCodeAt(at))) at += 1
  return at
}

/** @param from where its opening quote stands */
function endOfString(text: string, from: number): number {
  for (let at = text.indexOf('"', from + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let backslashes = 0
    while (text.charCodeAt(at - 1 - backslashes) === BACKSLASH) backslashes += 1
    if (backslashes % 2 === 0) return at + 1
  }
  return text.length
}

function endOfValue(text: string, from: number): number {
  const first = text.charCodeAt(from)
  if (first === QUOTE) return endOfString(text, from)
  if (first !== OPEN_BRACE && first !== OPEN_BRACKET) {
    let at = from
    while (at < text.length) {
      const char = text.charCodeAt(at)
      if (char === COMMA || char === CLOSE_BRACE || char === CLOSE_BRACKET || isSpace(char)) return at
      at += 1
    }
    return at
  }
  let depth = 0
  for (let at = from; at < text.length; at += 1) {
    const char = text.charCodeAt(at)
    if (char === QUOTE) at = endOfString(text, at) - 1
    else if (char === OPEN_BRACE || char === OPEN_BRACKET) depth += 1
    else if (char === CLOSE_BRACE || char === CLOSE_BRACKET) {
      depth -= 1
      if (depth === 0) return at + 1
    }
  }
  return text.length
}
