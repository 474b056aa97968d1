import type { PricingMode, RateCard } from '../../protocol/billing.js'
import type { JsonSchema, Model } from '../../protocol/model.js'
import type { TargetKind } from '../../protocol/request-item.js'
import type { RunCall, RunEnd } from './run.js'

/** Why a submit is refused before anything is queued. */
export interface Refusal {
  status: number
  /** The envelope's other fields are added. */
  body: Record<string, unknown>
  headers?: Record<string, string>
}

/**
 * A model of the emulator's catalog.
 *
 * @example
 * const shout: EmulatedModel = {
 *   id: 'acme/shout',
 *   name: 'Shout',
 *   schemas: { Input: { type: 'object', required: ['text'], properties: { text: { type: 'string' } } } },
 *   run: ({ input }) => ({ kind: 'output', output: String(input['text']).toUpperCase() }),
 * }
 */
export interface EmulatedModel extends Partial<Omit<Model, 'id' | 'pricingMode'>> {
  /** owner/alias */
  id: string
  pricingMode?: PricingMode
  /** `components.schemas` of its OpenAPI document; absent: the model publishes none. */
  schemas?: Record<string, JsonSchema>
  rateCard?: RateCard
  /** What the rate card counts (outputs, seconds, megapixels, tokens) for an input. @default 1 */
  units?: (input: Readonly<Record<string, unknown>>) => number
  pricingRules?: unknown
  /** @default 'model' */
  targetKind?: TargetKind
  deploymentId?: string
  wrapperId?: string
  /** Of a wrapper: the model it is around. */
  baseModelEndpoint?: string
  /** Found by its id, absent from lists and search. */
  unlisted?: boolean
  /** Time in the queue, ms. @default 300 */
  queueMs?: number
  /** Time at work, ms; null: never ends by itself. @default 1200 */
  runMs?: number | null
  /** From the queue to the end without a time at work. */
  skipsProgress?: boolean
  /** A bill that rests on `pending` for so many ms; `event` tells whether the settling is an update of its own. */
  settles?: { afterMs: number; event: boolean }
  /** Lines of the log while it works. */
  logs?: readonly string[]
  refuse?: (input: Readonly<Record<string, unknown>>) => Refusal | undefined
  /** Called when the time at work is over. May be asynchronous; then the request ends when it resolves. */
  run: (call: RunCall) => RunEnd | Promise<RunEnd>
}
