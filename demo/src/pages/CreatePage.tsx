import { RequestRunner, useModels } from 'modelrunner-react'
import { useState } from 'react'

const FIRST = 'bytedance/sdxl-lightning-4step'

/** Pick a model, run it. */
export function CreatePage({ rest }: { rest: string }) {
  const endpoint = rest || FIRST
  const [search, setSearch] = useState('')
  const { models, isPending, error } = useModels({ search: search || undefined, limit: 50 })
  const model = models.find((each) => `${each.ownerName}/${each.alias}` === endpoint)

  return (
    <div className="split">
      <section aria-label="Models" className="models">
        <input
          type="search"
          placeholder="Search models"
          aria-label="Search models"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
        {error && <p className="note">{error.message}</p>}
        {isPending && <p className="note">Loading models…</p>}
        <ul>
          {models
            .filter((each) => each.ownerName !== 'test')
            .map((each) => {
              const id = `${each.ownerName}/${each.alias}`
              return (
                <li key={each.id}>
                  <a href={`#/create/${id}`} aria-current={id === endpoint ? 'true' : undefined}>
                    <strong>{each.name}</strong>
                    <span>{each.shortDescription}</span>
                    <small>{each.outputModalities?.join(', ') ?? each.category}</small>
                  </a>
                </li>
              )
            })}
        </ul>
      </section>
      <section aria-labelledby="model-title" className="panel">
        <h2 id="model-title">{model?.name ?? endpoint}</h2>
        <p className="note">
          <code>{endpoint}</code>
        </p>
        <RequestRunner key={endpoint} endpoint={endpoint} persistKey={`create:${endpoint}`} showCost />
      </section>
    </div>
  )
}
