import { RequestRunner } from 'modelrunner-react'

const ENDPOINTS = [
  ['test/echo', 'Returns what it is given'],
  ['test/insufficient-balance', 'The account is empty: nothing is queued'],
  ['test/validation', 'The input is refused, field by field'],
  ['test/rate-limited', 'Too many calls at once'],
  ['test/provider-failure', 'The provider fails; not charged'],
  ['test/invalid-output', 'The output breaks its schema; not charged'],
  ['test/force-failed', 'The platform gives up on it'],
  ['test/server-error', 'The platform itself fails'],
  ['test/unauthorized', 'The key is not accepted: the developer’s fault'],
  ['test/not-found', 'No such model'],
  ['test/slow', 'Takes half a minute'],
  ['test/stuck', 'Never ends'],
  ['test/instant', 'Ends before the submit is answered'],
  ['test/cancellable', 'Can really be cancelled'],
  ['test/empty-output', 'Succeeds with nothing'],
] as const

/** Every way to fail, one endpoint each. */
export function TroublePage({ rest }: { rest: string }) {
  const endpoint = rest || ENDPOINTS[1][0]
  return (
    <div className="split">
      <section aria-label="Test endpoints" className="models" lang="en">
        <ul>
          {ENDPOINTS.map(([id, text]) => (
            <li key={id}>
              <a href={`#/trouble/${id}`} aria-current={id === endpoint ? 'true' : undefined}>
                <strong>{id.slice(5)}</strong>
                <span>{text}</span>
              </a>
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="endpoint-title" className="panel">
        <div className="heading" lang="en">
          <h2 id="endpoint-title">{ENDPOINTS.find(([id]) => id === endpoint)?.[1] ?? endpoint}</h2>
          <code>{endpoint}</code>
        </div>
        <RequestRunner key={endpoint} endpoint={endpoint} />
      </section>
    </div>
  )
}
