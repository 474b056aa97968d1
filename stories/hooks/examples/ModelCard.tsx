import { useModel } from 'modelrunner-react'

/** What a model is and takes, before anyone runs it. */
export function ModelCard({ endpoint }: { endpoint: string }) {
  const { model, inputSchema, isPending, error, refetch } = useModel(endpoint)
  if (isPending) return <p role="status">Looking …</p>
  if (error)
    return (
      <p role="alert">
        {error.message}{' '}
        <button type="button" onClick={() => void refetch()}>
          Try again
        </button>
      </p>
    )
  return (
    <article className="example">
      <h2>{model?.name}</h2>
      <p>{model?.shortDescription}</p>
      <ul>
        {Object.entries(inputSchema?.properties ?? {}).map(([name, { description }]) => (
          <li key={name}>
            <code>{name}</code>
            {inputSchema?.required?.includes(name) ? ' (required)' : ''} {description}
          </li>
        ))}
      </ul>
    </article>
  )
}
