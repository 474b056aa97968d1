import type { RequestItem } from '../../protocol/request-item.js'

/** Whether the platform says that a run was paid for, however it ended: then no text says that it was not. */
export function isCharged(request: Pick<RequestItem, 'billingStatus'> | undefined): boolean {
  return request?.billingStatus === 'charged' || request?.billingStatus === 'partial'
}
