import type { Shape, ShapeOf } from './shape.js'

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

/** Life of a request. The last three are terminal and final; IN_QUEUE → COMPLETED directly is common. */
export type RequestState = 'IN_QUEUE' | 'IN_PROGRESS' | 'COMPLETED' | 'FAILED' | 'CANCELLED'

export type BillingStatus = 'pending' | 'partial' | 'charged' | 'failed'

const RANK: Record<RequestState, number> = {
  IN_QUEUE: 0,
  IN_PROGRESS: 1,
  COMPLETED: 2,
  FAILED: 2,
  CANCELLED: 2,
}

export function isRequestState(value: unknown): value is RequestState {
  return typeof value === 'string' && Object.hasOwn(RANK, value)
}

export function isTerminalState(value: unknown): boolean {
  return isRequestState(value) && RANK[value] === 2
}

/** How far along a state is; an unknown future state counts as still in the queue. */
export function stateRank(value: unknown): number {
  return isRequestState(value) ? RANK[value] : 0
}

/** What a request came to. `pending` until there is an outcome that can no longer change. */
export type Outcome = 'pending' | 'succeeded' | 'failed' | 'cancelled'

/**
 * COMPLETED is not success: a generation that failed at the provider rests on COMPLETED with
 * billing `failed`. `partial` is real, paid output even where an error says what is missing.
 * An unknown state is pending: a future state must not crash or end a run.
 */
export function outcomeOf(item: Pick<RequestItem, 'status' | 'billingStatus' | 'error'>): Outcome {
  switch (item.status) {
    case 'FAILED':
      return 'failed'
    case 'CANCELLED':
      return 'cancelled'
    case 'COMPLETED':
      if (item.billingStatus === 'failed') return 'failed'
      if (item.billingStatus === 'partial') return 'succeeded'
      if (hasError(item.error)) return 'failed'
      return item.billingStatus === 'charged' ? 'succeeded' : 'pending'
    default:
      return 'pending'
  }
}

function hasError(error: unknown): boolean {
  return Array.isArray(error) ? error.length > 0 : Boolean(error)
}

/**
 * Whether `update` may replace what is `known` of the same request. Lists, details and the stream answer late, twice and
 * out of order: a request never moves back, an outcome once reached never changes, an older `updatedAt` loses.
 */
export function supersedes(
  update: RequestItem,
  known: Pick<RequestItem, 'status' | 'updatedAt'>,
  before = outcomeOf(known),
): boolean {
  const after = outcomeOf(update)
  if (before !== 'pending' && after !== before) return false
  if (isTerminalState(known.status) && update.status !== known.status) return false
  if (stateRank(update.status) < stateRank(known.status)) return false
  const older = (timeOf(update.updatedAt) ?? Infinity) < (timeOf(known.updatedAt) ?? -Infinity)
  // A first final word is final whatever its timestamp says.
  return !older || (before === 'pending' && after !== 'pending')
}

/**
 * What is known of a request, with the input that only another reading of it has; the known object itself where there is none to
 * take. A proxy may leave inputs out of the stream, so that an older answer of the list has one that the newer update lacks.
 */
export function withInputOf(known: RequestItem, { input }: RequestItem): RequestItem {
  const isLacking = known.input === undefined && input !== undefined && !known.payloadsPurgedAt
  return isLacking ? { ...known, input } : known
}

/** A time of the platform in ms since the epoch; undefined where it gave none, or none that is one. */
export function timeOf(value: string | undefined): number | undefined {
  return Date.parse(value ?? '') || undefined
}

/** What the event stream says. The type may stand in the `event:` field, in the data, or in both. */
export type StreamEvent =
  { type: 'snapshot'; requests: RequestItem[] } | { type: 'update'; request: RequestItem }
