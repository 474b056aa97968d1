import { HttpError, jsonResponse } from '../http/answers.js'
import type { Call, Route } from '../http/route.js'
import { isTerminal, type RequestRecord } from '../lifecycle/request-record.js'
import { findRequest } from './requests.js'
import type { Hosts } from '../../protocol/hosts.js'

const REQUEST = '/queue/:endpoint{.+}/requests/:id'

/** The routes under an endpoint: status, result, cancel. */
export const runRoutes: Route[] = [
  { name: 'status', method: 'GET', path: `${REQUEST}/status`, handle: status },
  { name: 'cancel', method: 'PUT', path: `${REQUEST}/cancel`, handle: cancel },
  { name: 'cancel', method: 'GET', path: `${REQUEST}/cancel`, handle: cancel },
  { name: 'result', method: 'GET', path: REQUEST, handle: result },
]

/** Never carries output. HTTP 400 with the same envelope when FAILED. */
function status(call: Call): Response {
  const record = findRequest(call)
  const withLogs = ['1', 'true'].includes(call.url.searchParams.get('logs') ?? '')
  const envelope = queueEnvelope(record, call.hosts, { withLogs })
  return jsonResponse(envelope, record.item.status === 'FAILED' ? 400 : 200)
}

function cancel(call: Call): Response {
  const record = findRequest(call)
  call.world.lifecycle.cancel(record)
  return jsonResponse(queueEnvelope(record, call.hosts), record.item.status === 'FAILED' ? 400 : 200)
}

function result(call: Call): Response {
  const { item, end } = findRequest(call)
  if (!isTerminal(item.status)) {
    throw new HttpError(call.world.settings.unfinishedStatus, 'The request is not finished yet')
  }
  if (item.status === 'CANCELLED') throw new HttpError(422, 'The request was cancelled')
  if (end?.kind === 'failed') {
    const details = {
      ...(end.code !== undefined && { code: end.code }),
      ...(end.validationErrors && { validationErrors: end.validationErrors }),
    }
    throw new HttpError(422, end.error, Object.keys(details).length > 0 ? { details } : {})
  }
  if (end?.kind === 'force-failed') throw new HttpError(422, end.error)
  return jsonResponse(item)
}

/** What submit, status and cancel answer. */
export function queueEnvelope(
  { item, logs }: RequestRecord,
  hosts: Hosts,
  { withLogs = false } = {},
): Record<string, unknown> {
  const base = `${hosts.queue}/${item.modelEndpoint}/requests/${item.id}`
  return {
    status: item.status,
    request_id: item.id,
    response_url: base,
    status_url: `${base}/status`,
    cancel_url: `${base}/cancel`,
    queue_position: 0,
    logs: withLogs ? logs : null,
    ...(item.inferenceTime !== undefined && { metrics: { inference_time: item.inferenceTime / 1000 } }),
    ...(item.status === 'FAILED' && { error: item.error }),
  }
}
