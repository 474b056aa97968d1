import type { ReactNode } from 'react'
import type { Outcome } from '../index.js'

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
