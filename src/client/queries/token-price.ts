import { addDecimals, multiplyDecimals, parseDecimal, type Decimal } from '../../protocol/decimal.js'
import type { RateCard } from '../../protocol/billing.js'
import type { Input } from './input-amounts.js'

/** No tokenizer of today puts more of prose into a token on average: a count by it is too low rather than too high, characters. */
const CHARACTERS_PER_TOKEN = 6
/** Cards name prices of a million tokens. */
const MILLION: Decimal = { units: 1n, scale: 6 }
// Of the fields that completions and single prompts have, those that hold text for the model.
const TEXT_FIELDS = ['messages', 'prompt', 'system', 'system_prompt', 'input', 'text', 'tools']

/**
 * What an answer costs at least: its prompt, and one token of an answer. How long an answer gets is known afterwards.
 * Undefined where the input has no text, or the card no prices.
 */
export function leastTokenPrice(card: RateCard, input: Input): Decimal | undefined {
  const perInput = pricePerMillion(card, /input|prompt/i)
  const perOutput = pricePerMillion(card, /output|completion/i)
  const characters = TEXT_FIELDS.reduce((sum, name) => sum + textLength(input[name]), 0)
  if (!perInput || !perOutput || characters === 0) return undefined
  const tokens: Decimal = { units: BigInt(Math.ceil(characters / CHARACTERS_PER_TOKEN)), scale: 0 }
  return multiplyDecimals(addDecimals(multiplyDecimals(perInput, tokens), perOutput), MILLION)
}

/** The docs say what a card holds, not how the fields are called. */
function pricePerMillion(card: RateCard, kind: RegExp): Decimal | undefined {
  const name = Object.keys(card).find(
    (each) => kind.test(each) && /million|1m/i.test(each) && !/cache/i.test(each),
  )
  return name === undefined ? undefined : parseDecimal(card[name])
}

/** Characters of the text in a value; an image costs, too, but nobody says how much. */
function textLength(value: unknown): number {
  if (typeof value === 'string') return value.length
  if (Array.isArray(value)) return value.reduce<number>((sum, each) => sum + textLength(each), 0)
  if (typeof value !== 'object' || value === null || value instanceof Blob) return 0
  const { content, text, function: tool } = value as { content?: unknown; text?: unknown; function?: unknown }
  return textLength(content) + textLength(text) + (tool ? JSON.stringify(tool).length : 0)
}
