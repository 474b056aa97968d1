'use client'

import { useState, type FormEvent } from 'react'
import { useRequest } from 'modelrunner-react'
import { ErrorNotice } from './error-notice'
import { OutputGallery } from './output-gallery'
import { RunStatus } from './run-status'

interface PromptBoxProps {
  /** A model whose input has a `prompt`. */
  endpoint: string
  /** Survives a reload under this name. */
  persistKey?: string
}

/** A prompt becomes a picture. One click is one billable run, whatever the network does. */
export function PromptBox({ endpoint, persistKey }: PromptBoxProps) {
  const [prompt, setPrompt] = useState('')
  const { submit, retry, cancel, phase, output, error, elapsedMs } = useRequest<
    Record<string, unknown>,
    unknown
  >(endpoint, { persistKey })
  const run = (event: FormEvent) => {
    event.preventDefault()
    submit({ prompt })
  }
  return (
    <section className="grid gap-3">
      <form onSubmit={run} className="flex gap-2">
        <label className="sr-only" htmlFor="modelrunner-prompt">
          Prompt
        </label>
        <input
          id="modelrunner-prompt"
          required
          value={prompt}
          onChange={(event) => setPrompt(event.target.value)}
          placeholder="Describe a picture"
          className="border-input bg-background min-w-0 flex-1 rounded-md border px-3 py-2"
        />
        <button className="bg-primary text-primary-foreground rounded-md px-4 py-2 font-medium">Run</button>
      </form>
      <RunStatus phase={phase} elapsedMs={elapsedMs} onCancel={() => void cancel()} />
      <ErrorNotice error={error} onRetry={retry} />
      {output !== undefined && <OutputGallery output={output} />}
    </section>
  )
}
