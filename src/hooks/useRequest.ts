'use client'

import { useEffect } from 'react'
import { useStore } from 'zustand'
import type { CancelOutcome } from '../client/cancel-outcome.js'
import type { ModelRunnerError } from '../client/errors/model-runner-error.js'
import type { Progress } from '../client/upload-updates.js'
import { createOrShareRun } from '../client/runs/run-registry.js'
import type { RequestPhase } from '../client/runs/run.js'
import type { RunCallbacks } from '../client/runs/submit-options.js'
import { useModelRunnerContext } from '../context/use-model-runner-context.js'
import type { RequestItem } from '../protocol/request-item.js'
import type { EndpointId, InputOf, OutputOf } from './endpoint-types.js'
import { useElapsed } from './use-elapsed.js'
import { useRun } from './use-run.js'
import { useStableCallback } from './use-stable-callback.js'
import type { UseSubmitOptions } from './useSubmit.js'

export interface UseRequestOptions<O = unknown> extends UseSubmitOptions, RunCallbacks<O> {
  /** The run survives a reload under this name, even one in the middle of the submit; components that name the same share it. */
  persistKey?: string
}

export interface UseRequestResult<I, O> {
  submit(input: I, overrides?: UseSubmitOptions): void
  /** Before anything was sent: gives up. Later: asks the platform; `cancelOutcome` holds its answer. */
  cancel(): Promise<CancelOutcome | undefined>
  /**
   * What failed, again: a submit of unknown fate is looked for first, a refused one and a failed run are sent again with the
   * same input. Where it was only the reading or the cancelling of the run that failed, that alone is tried again. Does
   * nothing where nothing failed: a run that goes well is not paid for twice.
   */
  retry(): void
  /** Forgets the run, also in storage. Stops nothing on the platform. */
  reset(): void
  phase: RequestPhase
  requestId?: string
  request?: RequestItem
  output?: O
  /** Why it failed; while it is queued or running, why it cannot be read or cancelled; after success, why its output cannot be read. */
  error?: ModelRunnerError
  uploadProgress?: Progress
  /** ms since the submit, up to the end. */
  elapsedMs?: number
  cancelOutcome?: CancelOutcome
  /** The input of the newest run, also after a reload. */
  variables?: I
}

/**
 * A whole run as one: submit, status, result and cancel.
 *
 * @example
 * const { submit, phase, output, error } = useRequest('bytedance/sdxl-lightning-4step', { persistKey: 'hero-image' })
 */
export function useRequest<E extends EndpointId, I = InputOf<E>, O = OutputOf<E>>(
  endpoint: E,
  options?: UseRequestOptions<O>,
): UseRequestResult<I, O>
export function useRequest<I, O = unknown>(
  endpoint: string,
  options?: UseRequestOptions<O>,
): UseRequestResult<I, O>
export function useRequest<I, O>(
  endpoint: string,
  options: UseRequestOptions<O> = {},
): UseRequestResult<I, O> {
  const { client } = useModelRunnerContext()
  const { persistKey, onSucceeded: _, onFailed: __, ...submitOptions } = options
  const run = useRun(client, createOrShareRun, endpoint, persistKey)
  // Their output type is the caller's to say.
  const callbacks = useStableCallback(() => options as RunCallbacks)
  useEffect(() => run.open(callbacks), [run, callbacks])
  const view = useStore(run.store)
  const { startedAt, endedAt, output, variables } = view

  return {
    submit: useStableCallback((input: I, overrides?: UseSubmitOptions) => {
      run.submit(input, { ...submitOptions, ...overrides }).catch(() => {})
    }),
    cancel: run.cancel,
    retry: run.retry,
    reset: run.reset,
    phase: view.phase,
    requestId: view.requestId,
    request: view.request,
    // What the model gives is the caller's to say.
    output: output as O | undefined,
    error: view.error,
    uploadProgress: view.uploadProgress,
    elapsedMs: useElapsed(client.config.clock, startedAt, endedAt),
    cancelOutcome: view.cancelOutcome,
    // Only `submit` puts them there.
    variables: variables as I | undefined,
  }
}
