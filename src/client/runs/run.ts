import type { StoreApi } from 'zustand/vanilla'
import type { RequestItem } from '../../protocol/request-item.js'
import type { ModelRunnerError } from '../errors/model-runner-error.js'
import type { CancelOutcome } from '../cancel-outcome.js'
import type { Progress } from '../upload-updates.js'
import type { RunCallbacks, SubmitOptions, SubmittedRequest } from './submit-options.js'

export type RequestPhase =
  'idle' | 'uploading' | 'submitting' | 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled'

/** What is shown of a run: all of it belongs to one submit. */
export interface RunView<O = unknown> {
  readonly phase: RequestPhase
  readonly clientId?: string
  /** The input as it was given. */
  readonly variables?: unknown
  readonly submitted?: SubmittedRequest
  readonly requestId?: string
  readonly request?: RequestItem
  readonly output?: O
  /** Why it failed; before its end, why it cannot be read or cancelled; after success, why its output cannot be read. */
  readonly error?: ModelRunnerError
  readonly uploadProgress?: Progress
  readonly cancelOutcome?: CancelOutcome
  /** Reading on this machine's monotonic clock when the submit began, ms. */
  readonly startedAt?: number
  /** Its reading at the end, ms. */
  readonly endedAt?: number
}

export type RunOptions<O = unknown> = SubmitOptions & RunCallbacks<O>

/** A run from the submit to its outcome, and the next one after it. Works without React. */
export interface Run<O = unknown> {
  readonly store: StoreApi<RunView<O>>
  /** Rejects with a ModelRunnerError. While one is on its way it is ignored, and gives its promise, unless `concurrent`. */
  submit(input: unknown, options?: RunOptions<O>): Promise<SubmittedRequest>
  /**
   * What failed, again: a submit of unknown fate is looked for first, a refused one is sent again; where only reading or
   * cancelling failed, that alone is repeated. Does nothing where nothing failed.
   */
  retry(): void
  /** Before anything was sent: gives up. Later asks the platform and resolves with its answer. Rejects with a ModelRunnerError. */
  cancel(): Promise<CancelOutcome | undefined>
  /** Gives up the submit. A POST that already left may still be accepted: then the error says `maybeSubmitted`. */
  abort(): void
  /** Back to idle; what was stored is forgotten. Stops nothing on the platform. */
  reset(): void
  /**
   * Follows the run to its outcome and, where it is stored, resumes it after a reload and with other tabs, until the
   * returned function is called.
   */
  open(callbacks?: () => RunCallbacks<O>): () => void
}

export interface SubmitRunOptions<O = unknown> extends RunOptions<O> {
  /** The run survives a reload under this name, even one in the middle of the submit. */
  persistKey?: string
}

/** Runs for code without React. */
export interface Runs {
  /**
   * Submits and follows the run to its outcome. Errors land in the state of its store.
   *
   * @example
   * const run = client.runs.submit('bytedance/sdxl-lightning-4step', { prompt: 'a lighthouse' })
   * run.store.subscribe(({ phase, output, error }) => render(phase, output, error))
   */
  submit<O = unknown>(endpoint: string, input: unknown, options?: SubmitRunOptions<O>): SubmittedRun<O>
}

/** A run that was submitted. */
export type SubmittedRun<O = unknown> = Pick<Run<O>, 'store' | 'cancel' | 'retry' | 'reset'>
