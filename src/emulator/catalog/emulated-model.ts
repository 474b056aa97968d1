import type { ChatFault } from '../faults/fault.js'
import type { PricingMode, RateCard } from '../../protocol/billing.js'
import type { JsonSchema, Model } from '../../protocol/model.js'
import type { TargetKind } from '../../protocol/request-item.js'
import type { WireIssue } from '../../protocol/error-envelope.js'

/** Why a submit is refused before anything is queued. */
export interface Refusal {
  status: number
  /** The envelope's other fields are added. */
  body: Record<string, unknown>
  headers?: Record<string, string>
}

/** How a language model answers. */
export interface ChatTraits {
  /** Whether it thinks aloud first; `on-request`: where the call gives `reasoning_effort`. @default 'on-request' */
  reasoning?: 'always' | 'on-request'
  /** ms to the first token. @default 150 */
  firstTokenMs?: number
  /** ms between two tokens. @default 12 */
  tokenMs?: number
  /** Goes wrong each time. */
  fault?: ChatFault
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
  /** Of a language model (category `text-to-text`): how it answers. */
  chat?: ChatTraits
  refuse?: (input: Readonly<Record<string, unknown>>) => Refusal | undefined
  /** Called when the time at work is over. May be asynchronous; then the request ends when it resolves. */
  run: (call: RunCall) => RunEnd | Promise<RunEnd>
}

/** What a run may read and use. */
export interface RunCall {
  /** The input's own fields; the reserved keys are taken out. */
  input: Readonly<Record<string, unknown>>
  requestId: string
  endpoint: string
  /** From the input's seed where it has one, else from the request's id. */
  seed: number
  /**
   * Puts a file on the media host and gives its URL. Bytes may be a function: then they are made when they are first asked for.
   */
  publish(
    name: string,
    contentType: string,
    bytes: Uint8Array | (() => Uint8Array | Promise<Uint8Array>),
  ): string
  /** A file on the media host; undefined for a foreign URL, and for a file too large to be kept. */
  find(url: string): FoundFile | undefined
}

/** A file that an input names. */
export interface FoundFile {
  contentType: string
  /** At hand for uploads; an output is made when it is loaded. */
  bytes?: Uint8Array
  load(): Promise<Uint8Array>
}

/** How a run ends. */
export type RunEnd =
  /** `units`: what is billed, where it is not what the input promised. `partial`: what is missing; billing is then `partial`. */
  | { kind: 'output'; output: unknown; units?: number; partial?: string }
  /** COMPLETED with billing failed; the result URL answers 422. */
  | { kind: 'failed'; error: string; code?: string; validationErrors?: WireIssue[] }
  /** COMPLETED with billing failed and an output with nothing in it; the result URL answers 200. */
  | { kind: 'empty'; output: unknown }
  /** FAILED. */
  | { kind: 'force-failed'; error: string }

const SHORT_SIDE: Record<string, number> = { '480p': 180, '720p': 270, '1080p': 360 }
const RATIOS: Record<string, number> = {
  '16:9': 16 / 9,
  '4:3': 4 / 3,
  '1:1': 1,
  '3:4': 3 / 4,
  '9:16': 9 / 16,
}

/** The size of a film for a resolution and an aspect ratio: a fraction of what they say, so that it is made in a moment. */
export function pixelsOf(input: Readonly<Record<string, unknown>>): { width: number; height: number } {
  const short = SHORT_SIDE[String(input['resolution'])] ?? 180
  const ratio = RATIOS[String(input['aspect_ratio'])] ?? 16 / 9
  const even = (value: number): number => Math.round(value / 2) * 2
  return ratio >= 1
    ? { width: even(short * ratio), height: short }
    : { width: short, height: even(short / ratio) }
}
