import type { CallRecord } from './record.js'
import { kindOf } from './findings.js'
import { timeOf } from './format.js'
import { Empty } from './parts.js'

/** What the app's own proxy did not pass on, and why. */
export function ProxyPanel({ calls }: { calls: readonly CallRecord[] }) {
  const refused = refusalsIn(calls)
  if (!refused.length) {
    return (
      <Empty title="The proxy refused nothing">
        {calls.length === 0
          ? 'No call was made yet.'
          : `${calls.length} ${calls.length === 1 ? 'call' : 'calls'} so far.`}
      </Empty>
    )
  }
  return (
    <ul className="findings">
      {refused.map(({ at, method, path, status, error }, index) => (
        <li key={refused.length - index} className="finding">
          <div className="finding-head">
            <span className="badge danger">{status ?? error?.kind}</span>
            <code>
              {method} {path}
            </code>
            <time className="quiet" dateTime={new Date(at).toISOString()}>
              {timeOf(at)}
            </time>
          </div>
          <p>{error?.message}</p>
        </li>
      ))}
    </ul>
  )
}

export function refusalsIn(calls: readonly CallRecord[]): CallRecord[] {
  return calls.filter(({ error }) => error && kindOf(error) === 'proxy')
}
