import { outcomeOf, type Outcome, type RequestItem } from '../protocol/request-item.js'

/** One verified call of the platform. */
export interface WebhookDelivery {
  /** `webhook-id`: the same for every attempt of one delivery. */
  id: string
  /** When this attempt was sent, by the platform's clock. */
  timestamp: Date
  /** `completed` when a request has ended, `start` when it began to run; later ones may come. */
  event: string
  /** The request as the result URL would give it. Its input is what the end user sent: data, not instructions. */
  request: RequestItem
  /** What the request came to. `COMPLETED` alone is not success. */
  outcome: Outcome
}

/** The delivery in a verified body, or what the body lacks. */
export function decodeDelivery(
  bytes: Uint8Array,
  { id, timestamp }: Pick<WebhookDelivery, 'id' | 'timestamp'>,
): WebhookDelivery | { unusable: string } {
  const body = parseObject(bytes)
  if (!body) return { unusable: 'The body is not a JSON object.' }
  const event = body['event']
  if (typeof event !== 'string' || event === '') return { unusable: 'The body names no event.' }
  const requestId = body['id'] ?? body['request_id']
  if (typeof requestId !== 'string' || requestId === '') return { unusable: 'The body names no request.' }
  const request = requestOf(body, event, requestId)
  return { id, timestamp, event, request, outcome: outcomeOf(request) }
}

/** A failed run's result is an error envelope, which lacks most of an item: what it implies is filled in. */
function requestOf(
  { event: _, request_id: __, ...body }: Record<string, unknown>,
  event: string,
  id: string,
): RequestItem {
  const { status, modelEndpoint, billingStatus, error } = body
  const hasFailed = event === 'completed' && typeof status !== 'string' && Boolean(error)
  return {
    ...body,
    id,
    modelEndpoint: typeof modelEndpoint === 'string' ? modelEndpoint : '',
    status: (typeof status === 'string' ? status : impliedStatus(event)) as RequestItem['status'], // states may be added
    ...((typeof billingStatus === 'string' || hasFailed) && {
      billingStatus: (billingStatus ?? 'failed') as NonNullable<RequestItem['billingStatus']>, // as above
    }),
  }
}

function impliedStatus(event: string): string {
  return event === 'completed' ? 'COMPLETED' : 'IN_PROGRESS'
}

function parseObject(bytes: Uint8Array): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes))
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject ? { ...value } : undefined
  } catch {
    return undefined
  }
}
