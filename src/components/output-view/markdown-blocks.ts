import { Lexer, type Token } from 'marked'

/**
 * Reads the blocks of a text that grows, as an answer does while it is written: what stands before its last block is
 * not read again and keeps its identity. More text changes that one alone.
 */
export function createBlockReader(): (text: string) => readonly Token[] {
  let before: { text: string; tokens: readonly Token[] } = { text: '', tokens: [] }

  function tokensOf(text: string): readonly Token[] {
    const settled = text.startsWith(before.text) ? settledBlocks(before.tokens) : []
    const read = settled.map(({ raw }) => raw).join('')
    // The lexer normalizes line ends and tabs: then a token does not say how much it was read from.
    if (!read || !text.startsWith(read)) return lex(text)
    const rest = lex(text.slice(read.length))
    // A definition gives its address to links above and below it.
    return rest.some(isDefinition) || settled.some(isDefinition) ? lex(text) : [...settled, ...rest]
  }

  return (text) => {
    if (text !== before.text) before = { text, tokens: tokensOf(text) }
    return before.tokens
  }
}

function settledBlocks(tokens: readonly Token[]): readonly Token[] {
  const last = tokens.findLastIndex(({ type }) => type !== 'space')
  return tokens.slice(0, Math.max(0, last))
}

const isDefinition = ({ type }: Token) => type === 'def'

// Emphasis and links are found by trying each place against those after it: a longer line takes seconds.
const MAX_INLINE_CHARACTERS = 10_000

class BoundedLexer extends Lexer {
  override inlineTokens(text: string, tokens: Token[] = []): Token[] {
    if (text.length <= MAX_INLINE_CHARACTERS) return super.inlineTokens(text, tokens)
    tokens.push({ type: 'text', raw: text, text })
    return tokens
  }
}

function lex(text: string): readonly Token[] {
  try {
    return new BoundedLexer({ gfm: true, breaks: true }).lex(text)
  } catch {
    // Nested deeper than the stack.
    return [{ type: 'text', raw: text, text }]
  }
}
