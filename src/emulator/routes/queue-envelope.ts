import type { Hosts } from '../../protocol/hosts.js'
import type { RequestRecord } from '../lifecycle/request-record.js'

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
