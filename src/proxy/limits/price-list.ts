import type { Price } from '../../protocol/billing.js'
import { isRecord } from '../isolation/user.js'
import { BoundedMap } from '../../shared/bounded-map.js'
import type { Upstream } from '../upstream/call-upstream.js'
import { askPlatform } from '../upstream/platform.js'
import { fromAmount, toAmount } from './amount.js'

const MAX_PRICES = 1_000
/** Prices change rarely; a run is settled with what it really cost. */
const PRICE_TTL_MS = 10 * 60 * 1000
/** Inputs that say how many outputs are wanted, in the names that models use. */
const COUNT_FIELDS = ['num_outputs', 'num_images', 'n', 'batch_size', 'num_samples']
/** A count beyond this is no wish but an attack on the estimate, or a field of another meaning. */
const MAX_COUNT = 1_000

/** What a run will probably cost, by the platform's published prices. */
export class PriceList {
  readonly #prices = new BoundedMap<Promise<Price | undefined>>(MAX_PRICES, PRICE_TTL_MS)

  /** USD as a decimal string; undefined where the platform publishes no price. Never throws. */
  async estimate(
    upstream: Upstream,
    endpoint: string,
    input: Record<string, unknown>,
  ): Promise<string | undefined> {
    const key = `${upstream.apiKey} ${endpoint}`
    const known = this.#prices.get(key)
    const reading = known ?? readPrice(upstream, endpoint)
    if (!known) this.#prices.set(key, reading)
    try {
      const price = await reading
      return price && estimateOf(price, input)
    } catch {
      this.#prices.delete(key)
      return undefined
    }
  }
}

async function readPrice(upstream: Upstream, endpoint: string): Promise<Price | undefined> {
  const answer = await askPlatform(upstream, 'rest', '/models/pricing', {
    search: new URLSearchParams({ endpoint }),
  })
  if (answer.status >= 500 || answer.status === 429) throw new Error('The prices could not be read.')
  const list = answer.json
  const prices: unknown[] = isRecord(list) && Array.isArray(list['prices']) ? list['prices'] : []
  return prices.find((price): price is Price => isRecord(price) && price['endpoint'] === endpoint)
}

/** Exact where each output has its price; else the endpoint's average cost. */
function estimateOf({ rateCard, averageCost }: Price, input: Record<string, unknown>): string | undefined {
  const perOutput = rateCard?.pricingMode === 'per_output' ? toAmount(rateCard.pricePerOutput) : undefined
  const average = toAmount(averageCost)
  const amount = perOutput === undefined ? average : perOutput * BigInt(countOf(input))
  return amount === undefined ? undefined : fromAmount(amount)
}

function countOf(input: Record<string, unknown>): number {
  for (const field of COUNT_FIELDS) {
    const value = input[field]
    if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= MAX_COUNT) return value
  }
  return 1
}
