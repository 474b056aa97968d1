import type { StoreApi } from 'zustand/vanilla'
import type { CancelOutcome } from '../cancel-request.js'
import type { ModelRunnerError } from '../errors/model-runner-error.js'
import type { Progress } from '../progress.js'
import type { SubmitJob } from './run-place.js'
import type { SubmitCallbacks, SubmitOptions, SubmittedRequest } from './submit-options.js'

export type SubmitPhase = 'idle' | 'uploading' | 'submitting' | 'submitted' | 'error'

/** Where one run is, up to the moment the platform has it. What comes after is the live request's. */
export interface RunState {
  readonly phase: SubmitPhase
  readonly clientId?: string
  /** The input as it was given. */
  readonly variables?: unknown
  readonly submitted?: SubmittedRequest
  readonly error?: ModelRunnerError
  readonly uploadProgress?: Progress
  readonly cancelOutcome?: CancelOutcome
  /** Why the last cancel was not answered. */
  readonly cancelError?: ModelRunnerError
}

/** A run: submitting, looking again after a lost answer, taking up after a reload. */
export interface Run {
  readonly store: StoreApi<RunState>
  /** Ignored, with the promise of the one under way, unless `concurrent`. */
  submit(
    endpoint: string,
    input: unknown,
    options: SubmitOptions & SubmitCallbacks,
  ): Promise<SubmittedRequest>
  /** The same input again; where it is unknown whether the last submit arrived, that is found out first. */
  retry(): Promise<SubmittedRequest> | undefined
  /** Goes on with what was begun before a reload or by another tab; with `submitted` the platform has it already. */
  takeUp(job: SubmitJob, submitted?: SubmittedRequest): void
  /** The submit under way. */
  pending(): Promise<SubmittedRequest> | undefined
  /** Gives up what is under way. A POST that already left may still be taken. */
  abort(): void
  /** Back to idle; what was stored is forgotten. Stops nothing on the platform. */
  reset(): void
  /** True for the one caller, over all components, tabs and reloads, that may tell the outcome. */
  claimOutcome(): Promise<boolean>
}
