'use client'

import { useBalance } from 'modelrunner-react'

interface BalanceProps {
  /** Where funds are added. */
  topUpUrl: string
  /** Below this amount (USD) the link stands out. @default 1 */
  lowBelow?: number
}

/** Money left on the account behind your key. Show it to those who pay for it. */
export function Balance({ topUpUrl, lowBelow = 1 }: BalanceProps) {
  const { balance, currency = 'USD', error } = useBalance()
  if (error) return <p className="text-muted-foreground text-sm">Balance unavailable</p>
  if (balance === undefined) return <p className="text-muted-foreground text-sm">Loading balance…</p>
  const low = Number(balance) < lowBelow
  const shown = new Intl.NumberFormat(undefined, { style: 'currency', currency }).format(Number(balance))
  return (
    <p className="flex items-center gap-2 text-sm">
      <span className={`tabular-nums ${low ? 'text-destructive font-medium' : 'text-foreground'}`}>
        {shown}
      </span>
      <a href={topUpUrl} className="text-primary underline underline-offset-4">
        Add funds
      </a>
    </p>
  )
}
