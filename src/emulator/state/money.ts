import type { EmulatedModel } from '../catalog/emulated-model.js'

/** Amounts are decimal strings with eight places, in USD; inside they are whole 1e-8 units, so that nothing is rounded twice. */
const DECIMALS = 8
const UNIT = 10n ** BigInt(DECIMALS)

/** "12.5" or 12.5 → units. Throws on what is no amount. */
export function parseMoney(amount: string | number): bigint {
  const text = typeof amount === 'number' ? amount.toFixed(DECIMALS) : amount.trim()
  const match = /^(-?)(\d+)(?:\.(\d*))?$/.exec(text)
  if (!match) throw new TypeError(`Not a decimal amount: "${text}". Write it like "12.50".`)
  const [, sign, whole = '0', fraction = ''] = match
  const units = BigInt(whole) * UNIT + BigInt(fraction.padEnd(DECIMALS, '0').slice(0, DECIMALS))
  return sign ? -units : units
}

/** Units → "12.50000000". */
export function formatMoney(units: bigint): string {
  const sign = units < 0n ? '-' : ''
  const digits = (units < 0n ? -units : units).toString().padStart(DECIMALS + 1, '0')
  return `${sign}${digits.slice(0, -DECIMALS)}.${digits.slice(-DECIMALS)}`
}

/** Units times a quantity that may be a fraction (seconds, megapixels), rounded to the nearest unit. */
export function timesMoney(units: bigint, quantity: number): bigint {
  const millionths = BigInt(Math.round(quantity * 1e6))
  return (units * millionths + 500_000n) / 1_000_000n
}

/** What a run costs, in 1e-8 USD. `units` where the run tells; else what the input promises. */
export function costOf(
  model: EmulatedModel,
  input: Readonly<Record<string, unknown>>,
  units?: number,
): bigint {
  return timesMoney(unitPrice(model, input), units ?? model.units?.(input) ?? 1)
}

interface Tier {
  resolution?: string
  upToMegapixels?: number
  price: string
}

function unitPrice(model: EmulatedModel, input: Readonly<Record<string, unknown>>): bigint {
  const card = model.rateCard
  if (!card) return 0n
  const tiers = Array.isArray(card.tiers) ? (card.tiers as Tier[]) : []
  switch (model.pricingMode) {
    case 'per_output':
      return parseMoney(card.pricePerOutput ?? '0')
    case 'per_output_second':
      return parseMoney(card.pricePerOutputSecond ?? '0')
    case 'per_megapixel':
      return parseMoney(card.pricePerMegapixel ?? '0')
    case 'per_second':
      return parseMoney(card.pricePerSecond ?? '0')
    case 'per_token':
      return parseMoney(String(card['pricePerToken'] ?? '0'))
    case 'resolution_tiered':
      return parseMoney(
        (tiers.find((tier) => tier.resolution === input['resolution']) ?? tiers[0])?.price ?? '0',
      )
    case 'megapixel_tiered': {
      const megapixels = megapixelsOf(input)
      const tier = tiers.find((each) => megapixels <= (each.upToMegapixels ?? Infinity)) ?? tiers.at(-1)
      return parseMoney(tier?.price ?? '0')
    }
    default:
      return 0n
  }
}

function megapixelsOf(input: Readonly<Record<string, unknown>>): number {
  const { width, height } = input
  return typeof width === 'number' && typeof height === 'number' ? (width * height) / 1e6 : 1
}

/** The one account of the emulator: its balance, what is set aside for requests in flight, what was charged. */
export class Account {
  #balance: bigint
  #reserved = 0n
  #charged = 0n
  #count = 0

  constructor(balance: string | number) {
    this.#balance = parseMoney(balance)
  }

  get balance(): string {
    return formatMoney(this.#balance)
  }

  get billed(): { count: number; total: string } {
    return { count: this.#count, total: formatMoney(this.#charged) }
  }

  setBalance(balance: string | number): void {
    this.#balance = parseMoney(balance)
  }

  /** Sets an amount aside; false where the balance does not reach. */
  reserve(amount: bigint): boolean {
    if (this.#balance - this.#reserved < amount) return false
    this.#reserved += amount
    return true
  }

  release(amount: bigint): void {
    this.#reserved -= amount
  }

  charge(amount: bigint): void {
    this.#balance -= amount
    this.#charged += amount
    this.#count += 1
  }
}

/** Bills by the token have six places. */
const TOKEN_DECIMALS = 6
const MILLION = 1_000_000n

/** What an answer costs by its tokens, in 1e-8 USD: input, cached input and output, each priced per million, rounded to six decimals. */
export function tokenCost(
  { rateCard }: EmulatedModel,
  usage: {
    prompt_tokens: number
    completion_tokens: number
    prompt_tokens_details: { cached_tokens: number }
  },
): bigint {
  const price = (name: string): bigint => parseMoney(String(rateCard?.[name] ?? '0'))
  const cached = BigInt(usage.prompt_tokens_details.cached_tokens)
  const perMillion =
    (BigInt(usage.prompt_tokens) - cached) * price('inputPricePerMillionTokens') +
    cached * price('cachedInputPricePerMillionTokens') +
    BigInt(usage.completion_tokens) * price('outputPricePerMillionTokens')
  const step = 10n ** BigInt(DECIMALS - TOKEN_DECIMALS)
  return ((perMillion + (MILLION * step) / 2n) / (MILLION * step)) * step
}

/** Units → "0.000123". */
export function formatTokenCost(units: bigint): string {
  return formatMoney(units).slice(0, TOKEN_DECIMALS - DECIMALS)
}
