'use client'

import { useStore } from 'zustand'
import type { ModelRunnerError } from '../client/errors/model-runner-error.js'
import type { Progress } from '../client/upload-updates.js'
import { createLazySubmit } from '../client/runs/lazy-run.js'
import type { RunView } from '../client/runs/run.js'
import type { SubmitCallbacks, SubmitOptions, SubmittedRequest } from '../client/runs/submit-options.js'
import { useModelRunnerContext } from '../context/use-model-runner-context.js'
import type { EndpointId, InputOf } from './endpoint-types.js'
import { useRun } from './use-run.js'
import { useStableCallback } from './use-stable-callback.js'

export type SubmitPhase = 'idle' | 'uploading' | 'submitting' | 'submitted' | 'error'

export interface UseSubmitOptions extends SubmitOptions, SubmitCallbacks {}

export interface UseSubmitResult<I> {
  /** Submits; never throws, errors land in `error`. Ignored while one is on its way, unless `concurrent`. */
  submit(input: I, overrides?: UseSubmitOptions): void
  /** Submits; rejects with a ModelRunnerError. */
  submitAsync(input: I, overrides?: UseSubmitOptions): Promise<SubmittedRequest>
  requestId?: string
  data?: SubmittedRequest
  phase: SubmitPhase
  /** While files of the input are uploaded. */
  uploadProgress?: Progress
  error?: ModelRunnerError
  isPending: boolean
  /** The input of the newest submit, as it was given. */
  variables?: I
  reset(): void
  /** Gives up what is under way. A submit that already left may still be taken: then the error says `maybeSubmitted`. */
  abort(): void
}

/**
 * Submits inputs to one endpoint, each call as at most one billable request. Files in the input are uploaded first.
 * Errors: every kind; `maybeSubmitted` where it stays unknown whether the platform has the request.
 *
 * @example
 * const { submit, requestId, error } = useSubmit('bytedance/sdxl-lightning-4step')
 * <button onClick={() => submit({ prompt })}>Run</button>
 */
export function useSubmit<E extends EndpointId, I = InputOf<E>>(
  endpoint: E,
  options?: UseSubmitOptions,
): UseSubmitResult<I>
export function useSubmit<I, O = unknown>(
  endpoint: string,
  options?: UseSubmitOptions & { output?: O },
): UseSubmitResult<I>
export function useSubmit<I>(endpoint: string, options: UseSubmitOptions = {}): UseSubmitResult<I> {
  const { client } = useModelRunnerContext()
  const run = useRun(client, createLazySubmit, endpoint)
  const view = useStore(run.store)
  const { submitted, error, uploadProgress, variables } = view
  const phase = phaseOf(view)

  const submitAsync = useStableCallback((input: I, overrides?: UseSubmitOptions) =>
    run.submit(input, { ...options, ...overrides }),
  )
  // The error stands in the state.
  const submit = useStableCallback(
    (input: I, overrides?: UseSubmitOptions) => void submitAsync(input, overrides).catch(() => {}),
  )

  return {
    submit,
    submitAsync,
    requestId: submitted?.requestId,
    data: submitted,
    phase,
    uploadProgress,
    error,
    isPending: phase === 'uploading' || phase === 'submitting',
    // Only `submit` puts them there.
    variables: variables as I | undefined,
    reset: run.reset,
    abort: run.abort,
  }
}

/** A submit ends where the request begins. */
function phaseOf({ phase, submitted }: RunView): SubmitPhase {
  if (phase === 'idle' || phase === 'uploading' || phase === 'submitting') return phase
  return submitted ? 'submitted' : 'error'
}
