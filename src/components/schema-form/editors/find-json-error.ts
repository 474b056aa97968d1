export interface JsonError {
  offset: number
  /** From 1. */
  line: number
  column: number
}

/** Where a text stops being JSON; undefined where it is. Browsers say it differently or not at all. */
export function findJsonError(text: string): JsonError | undefined {
  try {
    JSON.parse(text)
    return undefined
  } catch {
    const offset = Math.min(new Scanner(text).stop(), text.length)
    const before = text.slice(0, offset).split('\n')
    return { offset, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
  }
}

const SPACE = /[ \t\n\r]*/y
const SCALAR =
  /"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/uy
const KEY = /"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/uy

/** Reads without recursion, so that deep nesting costs no stack. */
class Scanner {
  private at = 0
  private readonly text: string

  constructor(text: string) {
    this.text = text
  }

  /** The offset of the first character that JSON does not allow. */
  stop(): number {
    const open: ('{' | '[')[] = []
    for (;;) {
      // A value is expected.
      this.take(SPACE)
      const first = this.text[this.at]
      if (first === '{' || first === '[') {
        this.at += 1
        this.take(SPACE)
        if (this.text[this.at] === (first === '{' ? '}' : ']')) this.at += 1
        else {
          open.push(first)
          if (first === '{' && !this.key()) return this.at
          continue
        }
      } else if (!this.take(SCALAR)) return this.at
      // A value has ended: what may follow depends on what is open.
      for (;;) {
        this.take(SPACE)
        const holder = open.at(-1)
        const next = this.text[this.at]
        if (!holder) return this.at
        if (next === (holder === '{' ? '}' : ']')) {
          this.at += 1
          open.pop()
          continue
        }
        if (next !== ',') return this.at
        this.at += 1
        if (holder === '{' && !this.key()) return this.at
        break
      }
    }
  }

  private key(): boolean {
    this.take(SPACE)
    if (!this.take(KEY)) return false
    this.take(SPACE)
    if (this.text[this.at] !== ':') return false
    this.at += 1
    return true
  }

  private take(pattern: RegExp): boolean {
    pattern.lastIndex = this.at
    const found = pattern.exec(this.text)
    if (!found) return false
    this.at += found[0].length
    return true
  }
}
