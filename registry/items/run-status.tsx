'use client'

import type { RequestPhase } from 'modelrunner-react'

const LABELS: Record<RequestPhase, string> = {
  idle: 'Ready',
  uploading: 'Uploading',
  submitting: 'Submitting',
  queued: 'In queue',
  running: 'Running',
  succeeded: 'Done',
  failed: 'Failed',
  cancelled: 'Cancelled',
}

interface RunStatusProps {
  phase: RequestPhase
  /** ms */
  elapsedMs?: number
  onCancel?: () => void
}

/** One run in a line. The text is announced when the phase changes, not every second. */
export function RunStatus({ phase, elapsedMs, onCancel }: RunStatusProps) {
  const busy = phase === 'uploading' || phase === 'submitting' || phase === 'queued' || phase === 'running'
  return (
    <div className="text-muted-foreground flex min-h-8 items-center gap-3 text-sm">
      <span
        aria-hidden
        className={`size-2 rounded-full ${busy ? 'bg-primary animate-pulse motion-reduce:animate-none' : phase === 'failed' ? 'bg-destructive' : 'bg-muted-foreground'}`}
      />
      <span role="status">{LABELS[phase]}</span>
      {busy && elapsedMs !== undefined && (
        <span className="tabular-nums">{Math.round(elapsedMs / 1000)} s</span>
      )}
      {busy && onCancel && (
        <button
          type="button"
          onClick={onCancel}
          className="border-input hover:bg-accent ms-auto rounded-md border px-3 py-1.5"
        >
          Cancel
        </button>
      )}
    </div>
  )
}
