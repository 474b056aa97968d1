import { useBalance, useSubmit } from 'modelrunner-react'

/** The balance goes down by itself when a run is through. */
export function BalancePill() {
  const { balance, currency = 'USD', error, refetch } = useBalance()
  const { submit } = useSubmit<{ prompt: string }>('test/echo', { concurrent: true })
  return (
    <div className="example">
      <p role="status">
        {balance && new Intl.NumberFormat('en', { style: 'currency', currency }).format(Number(balance))}
      </p>
      <button type="button" onClick={() => submit({ prompt: 'spend a cent' })}>
        Spend a cent
      </button>
      {error && (
        <button type="button" onClick={() => void refetch()}>
          Cannot be read. Try again
        </button>
      )}
    </div>
  )
}
