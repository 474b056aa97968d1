import type { RequestRecord, PartRecord, UploadRecord } from '../record.js'
import { durationOf, timeOf, bytesOf, sumOf, Empty, OutcomeBadge, Facts } from './parts.js'
import { useBalance } from '../../index.js'

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

const TONES: Record<string, string> = { done: 'badge success', failed: 'badge danger', cancelled: 'badge' }

/** Each file with its parts: which arrived, which are on their way, which were refused. */
export function UploadsPanel({ uploads }: { uploads: readonly UploadRecord[] }) {
  if (!uploads.length) {
    return <Empty title="No upload yet">Files appear here part by part once they are sent.</Empty>
  }
  return (
    <ul className="rows">
      {uploads.map(({ file, item, parts }, index) => (
        <li key={`${item?.id} ${item?.name} ${uploads.length - index}`}>
          <details open={index === 0}>
            <summary>
              <span className={TONES[item?.state ?? ''] ?? 'badge accent'}>{item?.state ?? 'sending'}</span>
              <span className="name">{item?.name ?? 'A file'}</span>
              <span className="quiet end">
                {bytesOf(file.size)} · {Math.round((item?.progress.ratio ?? 0) * 100)} %
              </span>
            </summary>
            {item && <progress aria-label={`Progress of ${item.name}`} max={1} value={item.progress.ratio} />}
            <Parts parts={parts} />
            {item?.notice && <p className="quiet">Notice: {item.notice}</p>}
            {item?.error && <p className="reason">{item.error.message}</p>}
          </details>
        </li>
      ))}
    </ul>
  )
}

function Parts({ parts }: { parts: readonly PartRecord[] }) {
  if (!parts.length) return <p className="quiet">No byte has left yet.</p>
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Part</th>
          <th scope="col">Size</th>
          <th scope="col">State</th>
          <th scope="col">PUTs</th>
          <th scope="col">To</th>
        </tr>
      </thead>
      <tbody>
        {parts.map(({ part, size, state, status, tries, host }) => (
          <tr key={part}>
            <td>{part}</td>
            <td>{bytesOf(size)}</td>
            <td>
              <span className={state === 'failed' ? 'danger-text' : undefined}>
                {state === 'answered' ? 'stored' : state}
                {status !== undefined && ` · HTTP ${status}`}
              </span>
            </td>
            <td>{tries}</td>
            <td>
              <code>{host}</code>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const isCharged = ({ item }: RequestRecord) =>
  (item?.billingStatus === 'charged' || item?.billingStatus === 'partial') && item.totalPrice !== undefined

/** What the requests that were seen here cost, by endpoint, and what is left. */
export function SpendPanel({ requests }: { requests: readonly RequestRecord[] }) {
  const { balance, currency = 'USD', error } = useBalance()
  const charged = requests.filter(isCharged)
  const lost = requests.filter(({ error: failed }) => failed?.maybeSubmitted)
  const byEndpoint = new Map<string, string[]>()
  for (const { endpoint, item } of charged) {
    const amounts = byEndpoint.get(endpoint) ?? []
    byEndpoint.set(endpoint, [...amounts, item?.totalPrice ?? '0'])
  }
  return (
    <div className="stack">
      <Facts
        facts={[
          [
            'Spent since Devtools opened',
            <strong key="spent">{sumOf([...byEndpoint.values()].flat())}</strong>,
          ],
          ['Charged requests', `${charged.length} of ${requests.length}`],
          ['Balance', balance === undefined ? (error?.message ?? '…') : `${sumOf([balance])} ${currency}`],
          ...(lost.length ? [['Answer lost, perhaps billed', String(lost.length)] as const] : []),
        ]}
      />
      {byEndpoint.size === 0 ? (
        <Empty title="Nothing was charged so far" />
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">Endpoint</th>
              <th scope="col">Requests</th>
              <th scope="col">Charged</th>
            </tr>
          </thead>
          <tbody>
            {[...byEndpoint].map(([endpoint, amounts]) => (
              <tr key={endpoint}>
                <td>
                  <code>{endpoint}</code>
                </td>
                <td>{amounts.length}</td>
                <td>{sumOf(amounts)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  )
}
