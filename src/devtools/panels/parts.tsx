import { type ReactNode, useEffect, useState } from 'react'
import type { ClientInspection, ModelRunnerClient, Outcome } from '../../index.js'

const pad = (value: number, length = 2) => String(value).padStart(length, '0')

/** `14:03:07.042`, by this machine's time zone. */
export function timeOf(at: number): string {
  const date = new Date(at)
  const [hours, minutes, seconds] = [date.getHours(), date.getMinutes(), date.getSeconds()]
  return `${pad(hours)}:${pad(minutes)}:${pad(seconds)}.${pad(date.getMilliseconds(), 3)}`
}

/** `+340 ms`, `+2.31 s`, `+4 min 5 s`. */
export function durationOf(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`
  if (ms < 60_000) return `${(ms / 1000).toFixed(2)} s`
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`
}

/** Decimal units, as the file systems of most machines show them. */
export function bytesOf(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  let value = bytes
  let unit = 0
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000
    unit++
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit]}`
}

/** The sum of decimal strings, in USD, without the zeros that say nothing. */
export function sumOf(amounts: readonly string[]): string {
  const scale = 100_000_000
  const units = amounts.reduce((sum, amount) => sum + Math.round(Number(amount) * scale), 0)
  const [whole = '0', rest = ''] = (units / scale).toFixed(8).split('.')
  return `$${whole}.${rest.replace(/0+$/, '').padEnd(2, '0')}`
}

/** What a panel says while it has nothing to show. */
export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <strong>{title}</strong>
      {children && <p>{children}</p>}
    </div>
  )
}

const TONES: Record<Outcome, string> = {
  pending: 'badge accent',
  succeeded: 'badge success',
  failed: 'badge danger',
  cancelled: 'badge',
}

export function OutcomeBadge({ outcome }: { outcome: Outcome }) {
  return <span className={TONES[outcome]}>{outcome}</span>
}

/** Names and values, in two columns. */
export function Facts({ facts }: { facts: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** What the client says of itself; asked again whenever `version` changes. */
export function useInspection(client: ModelRunnerClient, version: unknown): ClientInspection | undefined {
  const [inspection, setInspection] = useState<ClientInspection>()
  useEffect(() => {
    let isCurrent = true
    void client.inspect().then((found) => isCurrent && setInspection(found))
    return () => {
      isCurrent = false
    }
  }, [client, version])
  return inspection
}
