import type { RequestRecord } from './record.js'
import { durationOf, timeOf } from './format.js'
import { Empty, OutcomeBadge } from './parts.js'

const VIA = {
  submit: 'submit',
  stream: 'stream',
  polling: 'polling',
  read: 'read',
  cancel: 'cancel',
} satisfies Record<RequestRecord['steps'][number]['via'], string>

/** Each click from its submit to its outcome, with the way in which each step was learnt. */
export function RequestsPanel({ requests }: { requests: readonly RequestRecord[] }) {
  if (!requests.length) {
    return <Empty title="No request yet">Submit something: its steps appear here as they happen.</Empty>
  }
  return (
    <ul className="rows">
      {requests.map((request, index) => (
        <li key={request.key}>
          <details open={index === 0}>
            <summary>
              <OutcomeBadge outcome={request.outcome} />
              <code className="name">{request.endpoint}</code>
              <span className="quiet end">
                {lastVia(request)}
                {' · '}
                <time dateTime={new Date(request.at).toISOString()}>{timeOf(request.at)}</time>
              </span>
            </summary>
            <Timeline request={request} />
            {request.error && <p className="reason">{request.error.message}</p>}
            <p className="quiet ids">
              {request.id ? <code>{request.id}</code> : 'No request id: the platform accepted nothing.'}
              {request.item?.totalPrice !== undefined && ` · $${request.item.totalPrice}`}
              {request.item?.billingStatus && ` · billing ${request.item.billingStatus}`}
            </p>
          </details>
        </li>
      ))}
    </ul>
  )
}

function Timeline({ request: { steps, at } }: { request: RequestRecord }) {
  return (
    <ol className="timeline">
      {steps.map((step, index) => (
        <li key={`${step.at} ${step.label} ${index}`}>
          <span className="when">
            {index === 0 ? timeOf(step.at) : `+${durationOf(Math.max(0, step.at - at))}`}
          </span>
          <span className="what">
            {step.label}
            {step.detail && <span className="quiet"> {step.detail}</span>}
          </span>
          <span className="badge">{VIA[step.via]}</span>
        </li>
      ))}
    </ol>
  )
}

function lastVia({ steps }: RequestRecord): string {
  const live = steps.findLast(({ via }) => via === 'stream' || via === 'polling' || via === 'read')
  return live ? VIA[live.via] : 'submit'
}
