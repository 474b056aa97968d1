import { useEffect, useState } from 'react'
import { isAmount } from '../../hooks/is-amount.js'
import { useBalance } from '../../hooks/useBalance.js'
import { enErrorBalance } from '../../messages/english/en-error-balance.js'
import { Announcer } from '../internal/Announcer.js'
import { useAreaMessages } from '../internal/use-area-messages.js'
import { useBeforePaint } from '../internal/use-before-paint.js'
import { Part } from './parts.js'

/** What is known of the balance: more than before, or not to be read. */
export interface BalanceUpdate {
  hasArrived: boolean
  isUnreadable: boolean
}

interface BalanceLineProps {
  /** Whether money that came in opens a way on. */
  canRetry: boolean
  onUpdate: (update: BalanceUpdate) => void
}

/** The balance while the notice is open: it is read again when the person comes back from paying. */
export function BalanceLine({ canRetry, onUpdate }: BalanceLineProps) {
  const messages = useAreaMessages(enErrorBalance)
  const { balance: said, currency = 'USD', error, refetch } = useBalance()
  // What is not a number is not shown as money.
  const balance = isAmount(said) ? said : undefined
  const isUnreadable = Boolean(error) || (said !== undefined && balance === undefined)
  const [lowest, setLowest] = useState(balance)
  if (balance !== undefined && (lowest === undefined || Number(balance) < Number(lowest))) setLowest(balance)
  const hasArrived = lowest !== undefined && Number(balance) > Number(lowest)

  // Coming back from another window does not change whether this one is visible.
  useEffect(() => {
    const read = () => void refetch()
    window.addEventListener('focus', read)
    return () => window.removeEventListener('focus', read)
  }, [refetch])
  // Shown together with what it changes around it.
  useBeforePaint(() => onUpdate({ hasArrived, isUnreadable }), [onUpdate, hasArrived, isUnreadable])

  if (balance === undefined) return null
  return (
    <Part part="balance" as="p" look="hint">
      {messages.errorBalance(balance, currency)}
      <Announcer message={hasArrived && canRetry ? messages.errorToppedUp : ''} />
    </Part>
  )
}
