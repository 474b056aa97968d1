import { useBalance } from '../index.js'
import type { RequestRecord } from './record.js'
import { sumOf } from './format.js'
import { Empty, Facts } from './parts.js'

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
