/** Longer keys than `input` and `requests` are of no interest. */
const MAX_KEY_LENGTH = 16

type Line = 'start' | 'data' | 'other'

/**
 * Takes the inputs out of an event stream's request items while its text comes in, before anything is kept. An input may have
 * 10 MB, and a snapshot holds one for each request in flight of the whole account: kept, a single user could end everybody's
 * stream. Feed it the text in pieces of any size; where an input stood, `null` stands.
 */
export class InputFilter {
  #line: Line = 'start'
  #field = ''
  #json = new JsonPosition()
  /** Depth within the input that is left out; undefined while none is. */
  #skipDepth: number | undefined

  feed(text: string): string {
    const kept: string[] = []
    let from = 0
    const keepUntil = (to: number) => {
      if (to > from) kept.push(text.slice(from, to))
      from = to
    }
    for (let at = 0; at < text.length; at += 1) {
      const char = text.charAt(at)
      const isSkipping = this.#skipDepth !== undefined
      if (char === '\n' || char === '\r') {
        if (char === '\n' && this.#line === 'start' && this.#field === '') this.#reset()
        // A break within an input is left out with it: the line goes on after the input.
        if (this.#skipDepth !== undefined) from = at + 1
        else if (isSkipping) from = at
        this.#line = 'start'
        this.#field = ''
      } else if (this.#line === 'start') {
        if (char === ':') this.#line = this.#field === 'data' ? 'data' : 'other'
        else this.#field += char
        if (this.#field.length > MAX_KEY_LENGTH) this.#line = 'other'
        if (isSkipping) from = at + 1
      } else if (this.#line === 'other') {
        if (isSkipping) from = at + 1
      } else if (isSkipping) {
        const end = this.#skip(text, at)
        at = end - 1
        from = end
      } else if (this.#json.accept(char)) {
        keepUntil(at + 1)
        kept.push('null')
        this.#skipDepth = 0
      }
    }
    if (this.#skipDepth === undefined) keepUntil(text.length)
    return kept.join('')
  }

  #reset(): void {
    this.#json = new JsonPosition()
    this.#skipDepth = undefined
  }

  /** Leaves out what belongs to the input; gives where the text goes on, or where a line or the piece ends. */
  #skip(text: string, from: number): number {
    const json = this.#json
    for (let at = from; at < text.length; at += 1) {
      const char = text.charAt(at)
      if (char === '\n' || char === '\r') return at
      if (json.inString) {
        json.acceptInString(char)
        if (!json.inString && this.#skipDepth === 0) return this.#endSkip(at + 1)
        // Large inputs are long strings: on to what can end them.
        if (json.inString && char !== '\\') at = nextOf(text, at + 1) - 1
      } else if (char === '"') json.inString = true
      else if (char === '{' || char === '[') this.#skipDepth = (this.#skipDepth ?? 0) + 1
      else if (char === '}' || char === ']') {
        if (this.#skipDepth === 0) return this.#endSkip(at)
        this.#skipDepth = (this.#skipDepth ?? 1) - 1
        if (this.#skipDepth === 0) return this.#endSkip(at + 1)
      } else if (char === ',' && this.#skipDepth === 0) return this.#endSkip(at)
    }
    return text.length
  }

  #endSkip(at: number): number {
    this.#skipDepth = undefined
    return at
  }
}

/** Where in a JSON text one is, as far as an item's `input` has to be found. */
class JsonPosition {
  inString = false
  #isEscaped = false
  #isKeyNext = false
  #isKey = false
  #key = ''
  readonly #path: { isObject: boolean; key: string }[] = []

  /** Takes the next character; true where the value of an item's `input` begins after it. */
  accept(char: string): boolean {
    if (this.inString) {
      if (this.#isKey && char !== '"' && this.#key.length < MAX_KEY_LENGTH) this.#key += char
      this.acceptInString(char)
      return false
    }
    switch (char) {
      case '"':
        this.inString = true
        this.#isKey = this.#isKeyNext
        if (this.#isKey) this.#key = ''
        this.#isKeyNext = false
        return false
      case '{':
      case '[':
        this.#path.push({ isObject: char === '{', key: this.#key })
        this.#isKeyNext = char === '{'
        this.#key = ''
        return false
      case '}':
      case ']':
        this.#path.pop()
        this.#isKeyNext = false
        return false
      case ',':
        this.#isKeyNext = this.#path.at(-1)?.isObject ?? false
        this.#key = ''
        return false
      case ':':
        return this.#key === 'input' && this.#isInItem()
      default:
        return false
    }
  }

  acceptInString(char: string): void {
    if (this.#isEscaped) this.#isEscaped = false
    else if (char === '\\') this.#isEscaped = true
    else if (char === '"') {
      this.inString = false
      this.#isKey = false
    }
  }

  /** `{"request":{` or `{"requests":[{`. */
  #isInItem(): boolean {
    const [, first, second] = this.#path
    if (this.#path.length === 2) return first?.key === 'request'
    return this.#path.length === 3 && first?.key === 'requests' && second?.isObject === true
  }
}

/** The next quote, escape or line break. */
function nextOf(text: string, from: number): number {
  const found = ['"', '\\', '\n'].map((char) => text.indexOf(char, from)).filter((at) => at >= 0)
  return found.length > 0 ? Math.min(...found) : text.length
}
