import type { ShapeOf } from './shape.js'
import type { BillingStatus, RequestState } from './states.js'

export type TargetKind = 'model' | 'wrapper' | 'deployment'

/** A request as the list, the detail route and the event stream give it. */
export interface RequestItem<I = unknown, O = unknown> {
  id: string
  modelEndpoint: string
  requestedModelEndpoint?: string
  /** Absent means model. Cancelling is real on a deployment only. */
  targetKind?: TargetKind
  deploymentId?: string
  /** A string outside the known states may come one day; treat it as still running. */
  status: RequestState
  billingStatus?: BillingStatus
  error?: unknown
  createdAt?: string
  updatedAt?: string
  /** ms */
  inferenceTime?: number
  /** ms */
  delayTime?: number
  input?: I
  output?: O
  /** Set when retention removed input and output: the model did return something. */
  payloadsPurgedAt?: string
  /** Decimal string, USD. */
  totalPrice?: string
  public?: boolean
  metadata?: Record<string, string>
  thumbnails?: unknown
  wrapperId?: string
  baseModelEndpoint?: string
}

export const requestItemShape: ShapeOf<RequestItem> = {
  id: 'string',
  modelEndpoint: 'string',
  requestedModelEndpoint: 'string?',
  targetKind: 'string?',
  deploymentId: 'string?',
  status: 'string',
  billingStatus: 'string?',
  error: 'unknown',
  createdAt: 'string?',
  updatedAt: 'string?',
  inferenceTime: 'number?',
  delayTime: 'number?',
  input: 'unknown',
  output: 'unknown',
  payloadsPurgedAt: 'string?',
  totalPrice: 'string?',
  public: 'boolean?',
  metadata: 'object?',
  thumbnails: 'unknown',
  wrapperId: 'string?',
  baseModelEndpoint: 'string?',
}

/** `GET /requests`, newest first. */
export interface RequestPage {
  page: number
  limit: number
  total: number
  totalPages: number
  data: RequestItem[]
}

export const requestPageShape: ShapeOf<RequestPage> = {
  page: 'number?',
  limit: 'number?',
  total: 'number?',
  totalPages: 'number?',
  data: [requestItemShape],
}
