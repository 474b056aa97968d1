import { useMemo, useRef, useState } from 'react'
import type { UseRequestResult } from '../../hooks/useRequest.js'
import type { JsonSchema } from '../../protocol/model.js'
import { ErrorNotice } from '../error-notice/ErrorNotice.js'
import { useIsOffline } from '../error-notice/use-is-offline.js'
import { Announcer } from '../internal/Announcer.js'
import { Icon } from '../internal/Icon.js'
import { useKeepFocusWithin } from '../internal/use-keep-focus-within.js'
import { useMessages } from '../internal/use-messages.js'
import { OutputView } from '../output-view/OutputView.js'
import { RequestStatus } from '../request-status/RequestStatus.js'
import { expectedSize } from './expected-size.js'
import { isBusy } from './is-busy.js'
import { Part } from './parts.js'
import { useLongWait } from './use-long-wait.js'

/** The error stands in the run. */
const told = () => {}

interface RunStageProps {
  run: UseRequestResult<Record<string, unknown>, unknown>
  input: Record<string, unknown>
  outputSchema?: JsonSchema
}

/** Where a run can be watched, and its output comes. It has its size from the start, so that nothing around it moves. */
export function RunStage({ run, input, outputSchema }: RunStageProps) {
  const messages = useMessages()
  const { phase, requestId, error, uploadProgress } = run
  const [left, setLeft] = useState(false)
  const stage = useRef<HTMLDivElement>(null)
  // The way out of an upload goes when the upload ends, perhaps under the finger.
  useKeepFocusWithin(stage)
  const isOpen = phase === 'queued' || phase === 'running'
  const sent = run.variables ?? input
  const size = useMemo(() => expectedSize(sent), [sent])
  const isSending = phase === 'uploading' || phase === 'submitting'
  const sendingWords =
    phase === 'uploading' ? messages.runnerUploading(uploadProgress?.ratio ?? 0) : messages.runnerSubmitting
  const isOffline = useIsOffline()
  const isLong = useLongWait(phase === 'submitting')
  const note = !isSending
    ? ''
    : isOffline
      ? messages.runnerSubmittingOffline
      : isLong
        ? messages.runnerSubmittingLong
        : ''
  if (left && phase !== 'idle') setLeft(false)

  async function leave() {
    const outcome = await run.cancel()
    const isModel = run.request?.targetKind !== 'deployment'
    if (outcome === 'still-running' && isModel) {
      run.reset()
      setLeft(true)
    }
    return outcome
  }

  return (
    <Part
      part="stage"
      ref={stage}
      look="well"
      state={phase}
      role="region"
      aria-label={messages.runnerOutput}
      aria-busy={isBusy(phase)}
    >
      <Part part="status">
        {isSending && (
          <Part part="sending" look="spread">
            <Part part="sending" as="span" look="badge busy accent">
              {sendingWords}
            </Part>
            {phase === 'uploading' && (
              <>
                <Part
                  part="cancel"
                  as="button"
                  type="button"
                  look="button small"
                  onClick={() => void run.cancel().catch(told)}
                >
                  {messages.statusCancel}
                </Part>
                <Part
                  part="progress"
                  as="progress"
                  look="progress"
                  max={1}
                  value={uploadProgress?.ratio ?? 0}
                  aria-label={sendingWords}
                />
              </>
            )}
            {note && (
              <Part part="note" as="p" look="hint">
                {note}
              </Part>
            )}
          </Part>
        )}
        {requestId !== undefined && !isSending && phase !== 'idle' && (
          <RequestStatus requestId={requestId} onCancel={leave} />
        )}
      </Part>
      <ErrorNotice
        error={error}
        compact={phase !== 'failed'}
        onRetry={isOpen ? () => void leave().catch(told) : run.retry}
      />
      {phase === 'idle' && (
        <Part part="placeholder" look="hint empty stack">
          <Icon name="image" />
          {left ? messages.runnerStoppedWatching : messages.runnerOutputPlaceholder}
        </Part>
      )}
      {phase === 'succeeded' && !error && (
        <Part part="output">
          <OutputView
            output={run.output}
            schema={outputSchema}
            size={size}
            purged={Boolean(run.request?.payloadsPurgedAt)}
          />
        </Part>
      )}
      {/* From the request on, its status speaks. */}
      <Announcer
        message={
          note || (isSending ? (phase === 'uploading' ? messages.runnerUploading(0) : sendingWords) : '')
        }
      />
    </Part>
  )
}
