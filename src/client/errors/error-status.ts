import type { ErrorKind } from './model-runner-error.js'
import { isRequestState } from '../../protocol/request-item.js'
import { isRecord } from '../../shared/json.js'

const KINDS: Record<number, ErrorKind> = {
  400: 'validation',
  401: 'unauthorized',
  402: 'insufficient-balance',
  403: 'forbidden',
  404: 'not-found',
  // No route of the platform answers these two to this package: what stands in front of it does.
  405: 'proxy',
  408: 'timeout',
  409: 'conflict',
  410: 'not-found',
  412: 'proxy',
  413: 'too-large',
  422: 'generation-failed',
  429: 'rate-limited',
  504: 'timeout',
}

/** The kind of an error by its status alone. A 4xx that the platform does not document is an unexpected response. */
export function kindOfStatus(status: number): ErrorKind {
  return KINDS[status] ?? (status >= 500 ? 'server' : 'unexpected-response')
}

export function isErrorStatus(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 400 && Number(value) < 600
}

/** Whether a 2xx body is an error in truth: some proxies swallow the status. */
export function isErrorBody(json: unknown): boolean {
  // No call is answered with a bare string, but proxies refuse with one.
  if (!isRecord(json)) return typeof json === 'string'
  // Queue envelopes and request items carry the reason why a request failed: an answer, not an error.
  if (isText(json.request_id ?? json.id) && isText(json.status)) {
    return !isRequestState(json.status) && isErrorStatus(json.statusCode)
  }
  return isErrorStatus(json.statusCode) || Boolean(json.error) || (!('id' in json) && Boolean(json.detail))
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== ''
}
