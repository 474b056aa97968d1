import type { ShapeOf } from './shape.js'
import type { RequestState } from './request-item.js'

export interface LogLine {
  message: string
  level?: string
  source?: string
  timestamp?: string
}

/** Answer of submit, status and cancel. `queue_position` is left out on purpose: it is always 0 and means nothing. */
export interface QueueEnvelope {
  status: RequestState
  /** 21 characters today; opaque. */
  request_id: string
  /** From the network: use only on a configured host. */
  response_url?: string
  status_url?: string
  cancel_url?: string
  logs?: unknown
  metrics?: { inference_time?: number }
  error?: unknown
}

/** What must hold for an envelope to be used. */
export const queueEnvelopeShape: Partial<ShapeOf<QueueEnvelope>> = { status: 'string', request_id: 'string' }

/** Keys of the submit body that are the platform's, not the model's. There is no `input` envelope: input fields stand beside them. */
export const RESERVED_INPUT_KEYS = ['metadata', 'webhook', 'webhook_events_filter', 'public'] as const

/** Flat string map: at most 16 keys of 1–64 characters, values of at most 512. */
export type Metadata = Record<string, string>

export type QueuePriority = 'normal' | 'low'
