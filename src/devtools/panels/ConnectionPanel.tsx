import type { ClientInspection, ModelRunnerClient } from '../../index.js'
import type { Recorded } from '../record.js'
import { durationOf, timeOf, Facts, useInspection } from './parts.js'

const HOLDERS: Record<ClientInspection['streamHolder'], string> = {
  'this-tab': 'this tab',
  'another-tab': 'another tab; this one listens to it',
  nobody: 'no tab',
  unknown: 'each tab its own (no Web Locks here)',
}

/** The live connection, who holds its stream, and every call through the proxy. */
export function ConnectionPanel({ client, recorded }: { client: ModelRunnerClient; recorded: Recorded }) {
  const [current] = recorded.connection
  const inspection = useInspection(client, current?.at)
  const { live, proxyUrl, userKey, hosts } = client.config
  const holder = inspection ? HOLDERS[inspection.streamHolder] : '…'
  const listening = inspection?.listeningTabs
    ? `; ${inspection.listeningTabs} more ${inspection.listeningTabs === 1 ? 'tab listens' : 'tabs listen'}`
    : ''
  return (
    <div className="stack">
      <Facts
        facts={[
          ['State', <strong key="state">{current?.state ?? 'idle'}</strong>],
          ['Stream held by', `${holder}${listening}`],
          ['Mode', live],
          ['Proxy', <code key="proxy">{proxyUrl}</code>],
          ['Queue host', <code key="queue">{hosts.queue}</code>],
          ['User', userKey ? <code key="user">{userKey}</code> : 'no userKey'],
        ]}
      />
      <h3>Changes</h3>
      <ol className="timeline">
        {recorded.connection.map(({ at, state, retryAt }, index) => (
          <li key={`${at} ${index}`}>
            <time className="when" dateTime={new Date(at).toISOString()}>
              {timeOf(at)}
            </time>
            <span className="what">{state}</span>
            {retryAt !== undefined && (
              <span className="quiet">next try in {durationOf(Math.max(0, retryAt - at))}</span>
            )}
          </li>
        ))}
      </ol>
      <h3>Calls through the proxy</h3>
      <Calls recorded={recorded} />
    </div>
  )
}

function Calls({ recorded: { calls } }: { recorded: Recorded }) {
  if (!calls.length) return <p className="quiet">None yet.</p>
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Time</th>
          <th scope="col">Call</th>
          <th scope="col">Answer</th>
          <th scope="col">Took</th>
        </tr>
      </thead>
      <tbody>
        {calls.slice(0, 100).map(({ at, method, path, status, error, tookMs }, index) => (
          <tr key={calls.length - index}>
            <td>
              <time dateTime={new Date(at).toISOString()}>{timeOf(at)}</time>
            </td>
            <td>
              <code>
                {method} {path}
              </code>
            </td>
            <td className={error ? 'danger-text' : undefined}>
              {status ?? error?.kind ?? (tookMs === undefined ? 'waiting' : 'answered')}
            </td>
            <td>{tookMs === undefined ? '' : durationOf(tookMs)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
