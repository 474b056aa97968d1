'use client'

import { useEffect } from 'react'
import { useStore } from 'zustand'
import type { CancelOutcome } from '../client/cancel-request.js'
import type { ModelRunnerError } from '../client/errors/model-runner-error.js'
import type { ModelRunnerClient } from '../client/model-runner-client.js'
import type { LiveRequest } from '../client/store/live-requests.js'
import { cancelRun } from '../client/submit/cancel-run.js'
import { createRun } from '../client/submit/create-run.js'
import { createRuns, type NamedRun } from '../client/submit/create-runs.js'
import type { SubmitPhase } from '../client/submit/run.js'
import type { SubmittedRequest } from '../client/submit/submit-options.js'
import type { Progress } from '../client/progress.js'
import { useModelRunnerContext } from '../context/use-model-runner-context.js'
import type { RequestItem } from '../protocol/request-item.js'
import type { EndpointId, InputOf, OutputOf } from './endpoint-types.js'
import { useElapsed } from './use-elapsed.js'
import { useLiveRequest } from './use-live-request.js'
import { useRun } from './use-run.js'
import { useStableCallback } from './use-stable-callback.js'
import { useResult } from './useResult.js'
import type { UseSubmitOptions } from './useSubmit.js'

export type RequestPhase =
  'idle' | 'uploading' | 'submitting' | 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled'

/** What `onSucceeded` is told. */
export interface SucceededRequest<O> {
  requestId: string
  output: O | undefined
  request: RequestItem | undefined
}

export interface UseRequestOptions<O = unknown> extends UseSubmitOptions {
  /** The run survives a reload under this name, even one in the middle of the submit; components that name the same share it. */
  persistKey?: string
  /** Once per run, also over reloads and tabs. */
  onSucceeded?: (result: SucceededRequest<O>) => void
  /** Once per run: the submit or the generation failed. Not where the run cannot be read: it may go well. */
  onFailed?: (error: ModelRunnerError) => void
}

export interface UseRequestResult<I, O> {
  submit(input: I, overrides?: UseSubmitOptions): void
  /** While files are uploaded: gives up. Later: asks the platform; `cancelOutcome` tells what it answered. */
  cancel(): Promise<CancelOutcome | undefined>
  /**
   * What failed, again. That is the run, with the same input; a submit of unknown fate is looked for first. Where it was only
   * the reading or the cancelling of the run that failed, that alone is tried again: the run is not paid for twice.
   */
  retry(): void
  /** Forgets the run, also in storage. Stops nothing on the platform. */
  reset(): void
  phase: RequestPhase
  requestId?: string
  request?: RequestItem
  output?: O
  /** Why it failed; while it is queued or running, why cancelling did not work; after success, why its output cannot be read. */
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
  const { persistKey, onSucceeded, onFailed, ...submitOptions } = options
  const run = useRun(client, createOrShare, persistKey)
  const onSubmitted = useStableCallback((request: SubmittedRequest) => options.onSubmitted?.(request))
  const onError = useStableCallback((cause: ModelRunnerError) => options.onError?.(cause))
  useEffect(() => run.resume({ onSubmitted, onError }), [run, onSubmitted, onError])
  const state = useStore(run.store)
  const requestId = state.submitted?.requestId
  const live = useLiveRequest(client, requestId)
  const result = useResult<O>(requestId, { endpoint: state.submitted?.endpoint })
  const phase = phaseOf(state.phase, live, result)
  const isOpen = phase === 'queued' || phase === 'running'
  const cancelError = isOpen ? state.cancelError : undefined
  const error = state.error ?? result.error ?? cancelError
  const isUnread = result.error !== undefined && live?.outcome !== 'failed'
  const isGone = result.error?.kind === 'not-found'
  const from = live?.submittedAt ?? state.submitted?.submittedAt.getTime()
  const elapsedMs = useElapsed(client.config.clock, from, live?.finishedAt)

  const tell = useStableCallback(async () => {
    if (isUnread && !isGone) return
    if (phase === 'succeeded' ? !onSucceeded : !onFailed) return
    if (!(await run.claimOutcome())) return
    if (phase === 'succeeded')
      onSucceeded?.({ requestId: requestId ?? '', output: result.output, request: result.request })
    else if (error) onFailed?.(error)
  })
  useEffect(() => {
    if (phase === 'succeeded' || phase === 'failed') void tell()
  }, [phase, isUnread, state.clientId, tell])

  return {
    submit: useStableCallback((input: I, overrides?: UseSubmitOptions) => {
      run.submit(endpoint, input, { ...submitOptions, ...overrides }).catch(() => {})
    }),
    cancel: useStableCallback(() => cancelRun(client, run)),
    retry: useStableCallback(() => {
      if (cancelError) cancelRun(client, run).catch(() => {})
      else if (isUnread && (phase === 'succeeded' || !isGone)) void result.refetch()
      else run.retry()?.catch(() => {})
    }),
    reset: run.reset,
    phase,
    requestId,
    request: result.request,
    output: result.output,
    error,
    uploadProgress: state.uploadProgress,
    elapsedMs,
    cancelOutcome: state.cancelOutcome,
    // Only `submit` puts them there.
    variables: state.variables as I | undefined,
  }
}

/** The component's own run, or the one shared under a `persistKey`. */
function createOrShare(client: ModelRunnerClient, persistKey?: string): NamedRun {
  return persistKey === undefined
    ? { ...createRun(client), resume: () => () => {} }
    : client.use(createRuns)(persistKey)
}

/** The end shows only when what belongs to it, output or reason, is there, too. */
function phaseOf(submit: SubmitPhase, live: LiveRequest | undefined, result: UseResultResult): RequestPhase {
  if (submit === 'error') return 'failed'
  if (submit !== 'submitted') return submit
  if (live?.outcome === 'cancelled') return 'cancelled'
  if (live && live.outcome !== 'pending' && !result.isPending) return live.outcome
  if (live?.outcome === 'pending' && live.error) return 'failed'
  return live?.status && live.status !== 'IN_QUEUE' ? 'running' : 'queued'
}

type UseResultResult = Pick<ReturnType<typeof useResult>, 'isPending'>
