'use client'

import { useState } from 'react'
import { useModels } from 'modelrunner-react'

interface ModelPickerProps {
  /** `owner/alias` of the chosen model. */
  value?: string
  onChange: (endpoint: string) => void
}

/** The catalog as a list of radio buttons with a search above it. */
export function ModelPicker({ value, onChange }: ModelPickerProps) {
  const [search, setSearch] = useState('')
  const { models, hasNextPage, fetchNextPage, isPending, error } = useModels({ search: search || undefined })
  return (
    <fieldset className="grid gap-2 text-sm">
      <legend className="sr-only">Model</legend>
      <input
        type="search"
        aria-label="Search models"
        placeholder="Search models"
        value={search}
        onChange={(event) => setSearch(event.target.value)}
        className="border-input bg-background rounded-md border px-3 py-2"
      />
      {error && <p role="alert">{error.message}</p>}
      {!isPending && models.length === 0 && <p className="text-muted-foreground">No models found.</p>}
      {models.map((model) => {
        const endpoint = `${model.ownerName}/${model.alias}`
        return (
          <label
            key={endpoint}
            className="border-border has-checked:border-primary flex gap-3 rounded-lg border p-3"
          >
            <input
              type="radio"
              name="model"
              value={endpoint}
              checked={endpoint === value}
              onChange={() => onChange(endpoint)}
            />
            <span>
              <span className="text-foreground block font-medium">{model.name}</span>
              <span className="text-muted-foreground">{model.shortDescription}</span>
            </span>
          </label>
        )
      })}
      {hasNextPage && (
        <button
          type="button"
          onClick={() => fetchNextPage()}
          className="border-input w-fit rounded-md border px-3 py-1.5"
        >
          Show more
        </button>
      )}
    </fieldset>
  )
}
