// Steps that matching may take at worst; about 20 ms.
const MAX_STEPS = 4_000_000
// Where a repeated group repeats within itself, each character may double the work.
const MAX_TEXT_FOR_NESTED = 12
const MAX_PATTERN_LENGTH = 1000
// A repetition up to this many times is a constant factor, not one that grows with the text.
const SMALL_REPEAT = 8

/**
 * Whether a text matches a schema's pattern; `undefined` where that cannot be found out in bounded time. Patterns come
 * from the network and run on what a user typed: JavaScript's engine backtracks and cannot be stopped.
 */
export function matchesPattern(pattern: string, text: string): boolean | undefined {
  if (pattern.length > MAX_PATTERN_LENGTH) return undefined
  const { repeats, isNested } = costOf(pattern)
  if (isNested && text.length > MAX_TEXT_FOR_NESTED) return undefined
  // Unanchored, each position is tried; each open repetition multiplies by the length once more.
  if (Math.pow(text.length + 1, repeats + (pattern.startsWith('^') ? 0 : 1)) > MAX_STEPS) return undefined
  try {
    return new RegExp(pattern, 'u').test(text)
  } catch {
    return undefined
  }
}

interface Cost {
  /** Repetitions whose count grows with the text. */
  repeats: number
  /** A repeated group with a repetition or alternatives in it, or a backreference. */
  isNested: boolean
}

function costOf(pattern: string): Cost {
  const cost: Cost = { repeats: 0, isNested: false }
  // For each open group: whether it can match the same text in several ways.
  const groups: boolean[] = [false]
  let index = 0
  while (index < pattern.length) {
    const at = pattern[index]
    let closed = false
    if (at === '\\') {
      if (/[1-9k]/.test(pattern[index + 1] ?? '')) cost.isNested = true
      index += 2
    } else if (at === '[') {
      index = endOfClass(pattern, index)
    } else if (at === '(') {
      groups.push(false)
      index += 1
      continue
    } else if (at === '|') {
      groups[groups.length - 1] = true
      index += 1
      continue
    } else {
      closed = at === ')'
      index += 1
    }
    const isAmbiguous = closed && groups.length > 1 ? groups.pop() === true : false
    const [quantifier = '', least = '', comma = '', most = ''] =
      /^(?:[*+?]|\{(\d*)(,?)(\d*)\})\??/.exec(pattern.slice(index)) ?? []
    index += quantifier.length
    const isOpen =
      /^[*+]/.test(quantifier) ||
      (quantifier.startsWith('{') && (comma && !most ? true : Number(most || least) > SMALL_REPEAT))
    if (isOpen) {
      cost.repeats += 1
      if (isAmbiguous) cost.isNested = true
    }
    if (quantifier !== '' || isAmbiguous) groups[groups.length - 1] = true
  }
  return cost
}

function endOfClass(pattern: string, start: number): number {
  let index = start + 1
  while (index < pattern.length && pattern[index] !== ']') index += pattern[index] === '\\' ? 2 : 1
  return index + 1
}
