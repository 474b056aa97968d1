import type { Finding } from './findings.js'
import { Empty } from './parts.js'
import { timeOf } from './format.js'

const KINDS: Record<Finding['kind'], string> = {
  proxy: 'Proxy',
  account: 'Account',
  stream: 'Stream',
  upload: 'Upload',
  run: 'Request',
  network: 'Network',
}

/** What went wrong, why, and what to do about it. */
export function ProblemsPanel({ findings }: { findings: readonly Finding[] }) {
  if (!findings.length) {
    return (
      <Empty title="Nothing went wrong so far">
        Refusals of the proxy, failed runs and uploads, and a stream that does not come through are explained
        here.
      </Empty>
    )
  }
  return (
    <ul className="findings">
      {findings.map(({ key, kind, title, text, at, count }) => (
        <li key={key} className="finding">
          <div className="finding-head">
            <span className="badge danger">{KINDS[kind]}</span>
            <strong>{title}</strong>
            <span className="quiet">
              <time dateTime={new Date(at).toISOString()}>{timeOf(at)}</time>
              {count > 1 && ` · ${count} times`}
            </span>
          </div>
          <p>{text}</p>
        </li>
      ))}
    </ul>
  )
}
