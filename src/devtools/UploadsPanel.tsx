import type { PartRecord, UploadRecord } from './record.js'
import { bytesOf } from './format.js'
import { Empty } from './parts.js'

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
