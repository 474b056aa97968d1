import { RequestRunner, useModels } from 'modelrunner-react'
import { useState } from 'react'

const FIRST = 'bytedance/sdxl-lightning-4step'
const FIRST_INPUT = { prompt: 'two friends cooking together' }

/** Pick a model, run it. */
export function CreatePage({ rest }: { rest: string }) {
  const endpoint = rest || FIRST
  const [search, setSearch] = useState('')
  const { models, isPending, error } = useModels({ search: search || undefined, limit: 50 })
  const shown = models.filter((each) => each.ownerName !== 'test')
  const model = models.find((each) => `${each.ownerName}/${each.alias}` === endpoint)

  return (
    <div className="split">
      <section aria-label="Models" className="models" lang="en">
        <input
          type="search"
          placeholder="Search models"
          aria-label="Search models"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
        <p className="note" role="status">
          {error ? error.message : isPending ? 'Loading models…' : shown.length === 0 && 'No model fits.'}
        </p>
        <ul>
          {shown.map((each) => {
            const id = `${each.ownerName}/${each.alias}`
            return (
              <li key={each.id}>
                <a href={`#/create/${id}`} aria-current={id === endpoint ? 'true' : undefined}>
                  {each.thumbnailUrl && (
                    <img
                      src={each.thumbnailUrl}
                      alt=""
                      width="44"
                      height="44"
                      loading="lazy"
                      decoding="async"
                    />
                  )}
                  <strong>{each.name}</strong>
                  <span>{each.shortDescription}</span>
                </a>
              </li>
            )
          })}
        </ul>
      </section>
      <section aria-labelledby="model-title" className="panel">
        <div className="heading" lang="en">
          <h2 id="model-title">{model?.name ?? endpoint}</h2>
          <code>{endpoint}</code>
        </div>
        <RequestRunner
          key={endpoint}
          endpoint={endpoint}
          defaultInput={endpoint === FIRST ? FIRST_INPUT : undefined}
          persistKey={`create:${endpoint}`}
          showCost
        />
      </section>
    </div>
  )
}
