'use client'

import { SchemaForm, useModel, useRequest } from 'modelrunner-react'
import { ErrorNotice } from './error-notice'
import { OutputGallery } from './output-gallery'
import { RunStatus } from './run-status'

interface RequestRunnerProps {
  endpoint: string
  persistKey?: string
}

/** Any model: its form from its own schema on one side, its output on the other. */
export function RequestRunner({ endpoint, persistKey }: RequestRunnerProps) {
  const { inputSchema, outputSchema, isPending, error: modelError } = useModel(endpoint)
  const { submit, retry, cancel, phase, output, error, elapsedMs } = useRequest<
    Record<string, unknown>,
    unknown
  >(endpoint, { persistKey })
  if (isPending) return <p className="text-muted-foreground text-sm">Loading…</p>
  if (!inputSchema) return <ErrorNotice error={modelError} />
  return (
    <section className="grid gap-6 md:grid-cols-[1fr_1.5fr]">
      <SchemaForm
        key={endpoint}
        schema={inputSchema}
        onSubmit={(input) => submit(input)}
        errors={error?.fieldErrors}
        className="grid content-start gap-4 text-sm [&_button]:border-input [&_button]:rounded-md [&_button]:border [&_button]:px-3 [&_button]:py-1.5 [&_input:not([type=range])]:border-input [&_input]:rounded-md [&_input]:border [&_input]:px-3 [&_input]:py-2 [&_select]:border-input [&_select]:rounded-md [&_select]:border [&_select]:px-3 [&_select]:py-2 [&_textarea]:border-input [&_textarea]:rounded-md [&_textarea]:border [&_textarea]:px-3 [&_textarea]:py-2 [&_textarea]:w-full"
        submitLabel="Run"
      />
      <div className="grid content-start gap-3">
        <RunStatus phase={phase} elapsedMs={elapsedMs} onCancel={() => void cancel()} />
        <ErrorNotice error={error} onRetry={retry} />
        {output !== undefined && <OutputGallery output={output} schema={outputSchema} />}
      </div>
    </section>
  )
}
