import type { ShapeOf } from './shape.js'
import type { RequestState } from './states.js'

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
