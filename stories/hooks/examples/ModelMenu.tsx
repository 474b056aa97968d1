import { useModels } from 'modelrunner-react'
import { useState } from 'react'

/** The catalog as a searchable menu. */
export function ModelMenu({ onChoose }: { onChoose?: (endpoint: string) => void }) {
  const [search, setSearch] = useState('')
  const { models, total, isPending, error } = useModels({ search: search || undefined, limit: 20 })
  return (
    <div className="example">
      <label>
        Find a model{' '}
        <input type="search" value={search} onChange={(event) => setSearch(event.target.value)} />
      </label>
      <p role="status">{isPending ? 'Looking …' : `${total} models`}</p>
      <ul>
        {models.map(({ ownerName, alias, name, outputModalities }) => (
          <li key={`${ownerName}/${alias}`}>
            <button type="button" onClick={() => onChoose?.(`${ownerName}/${alias}`)}>
              {name}
            </button>{' '}
            {outputModalities?.join(', ')}
          </li>
        ))}
      </ul>
      {error && <p role="alert">{error.message}</p>}
    </div>
  )
}
