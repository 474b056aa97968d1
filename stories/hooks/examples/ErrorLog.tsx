import { type ModelRunnerError, useModelRunner, useSubmit } from 'modelrunner-react'
import { useEffect, useState } from 'react'

/** Hears of every error of the provider, as a reporting service of an app would. */
export function ErrorLog() {
  const { client, connection } = useModelRunner()
  const [errors, setErrors] = useState<ModelRunnerError[]>([])
  useEffect(() => client.onReport((error) => setErrors((earlier) => [...earlier, error])), [client])
  const { submit } = useSubmit<{ prompt: string }>('test/not-found')
  return (
    <div className="example">
      <button type="button" onClick={() => submit({ prompt: 'hello' })}>
        Do something wrong
      </button>
      <p>Connection: {connection.state}</p>
      <div role="log" aria-label="Errors">
        {errors.map(({ kind, status }, index) => (
          <p key={index}>
            {kind} ({status ?? 'no answer'})
          </p>
        ))}
      </div>
    </div>
  )
}
