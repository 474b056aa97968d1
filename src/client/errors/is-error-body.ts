import { isRequestState } from '../../protocol/request-item.js'
import { isErrorStatus } from './is-error-status.js'
import { isRecord } from '../../shared/json.js'

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
