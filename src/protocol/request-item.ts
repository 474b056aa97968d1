import type { Shape, ShapeOf } from './shape.js'
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

/** What must hold for an item to be used: the rest is read with care where it is shown. */
export const requestItemShape: Partial<ShapeOf<RequestItem>> = {
  id: 'string',
  modelEndpoint: 'string',
  status: 'string',
  billingStatus: 'string?',
  createdAt: 'string?',
  updatedAt: 'string?',
  metadata: 'object?',
}

/** `GET /requests`, newest first. */
export interface RequestPage {
  page: number
  limit: number
  total: number
  totalPages: number
  data: RequestItem[]
}

export const requestPageShape: { data: readonly [typeof requestItemShape] } & Record<string, Shape> = {
  page: 'number?',
  limit: 'number?',
  total: 'number?',
  totalPages: 'number?',
  data: [requestItemShape],
}
