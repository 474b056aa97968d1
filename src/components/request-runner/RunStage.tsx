import { useEffect, useMemo, useRef, useState } from 'react'
import { enForm } from '../../messages/english/en-form.js'
import { enRunStage } from '../../messages/english/en-run-stage.js'
import { enRunner } from '../../messages/english/en-runner.js'
import { enStatus } from '../../messages/english/en-status.js'
import { formatList } from '../../messages/format-list.js'
import type { JsonSchema } from '../../protocol/model.js'
import { ErrorNotice } from '../error-notice/ErrorNotice.js'
import { useIsOffline } from '../error-notice/use-is-offline.js'
import { Announcer } from '../internal/Announcer.js'
import { Icon } from '../internal/Icon.js'
import * as mediaIcons from '../internal/icons/media-icons.js'
import { inputImageOf, promptOf, expectedSize } from '../internal/input-facts.js'
import { labelOf } from '../internal/labels.js'
import { useKeepFocusWithin } from '../internal/use-keep-focus-within.js'
import { useAreaMessages } from '../internal/use-area-messages.js'
import { classifyOutput } from '../output-view/classify-output.js'
import { OutputView } from '../output-view/OutputView.js'
import { RequestStatus } from '../request-status/RequestStatus.js'
import { fieldForFile, takesFiles, takesSeed } from './output-as-input.js'
import { isBusy, Part } from './parts.js'
import {
  changedFields,
  expectedTime,
  type Run,
  type SessionRun,
  useSessionRuns,
  SessionStrip,
} from './SessionRuns.js'
import { RunLog, useRunLog } from './RunLog.js'
import { useModelRunnerContext } from '../../context/use-model-runner-context.js'

const TEXTS = { ...enRunStage, ...enRunner, ...enStatus, formExamples: enForm.formExamples }

/** A run that is over by then is announced once, at its end. */
const QUIET_MS = 2_000

/** Most runs are over by then: only of a longer one the log is worth calls. */
const LOG_MS = 10_000

/** The error stands in the run. */
const shownByNotice = () => {}

interface RunStageProps {
  endpoint: string
  run: Run
  input: Record<string, unknown>
  outputSchema?: JsonSchema
  inputSchema?: JsonSchema
  /** Prompts to try while there is nothing to show. */
  examples?: readonly string[]
  onExample?: (text: string) => void
  /** Gets an output as an input. @default a file field of the form */
  onUse?: (url: string) => void
  /** Puts an output or its seed into the form. */
  onInput: (fields: Record<string, unknown>) => void
}

/** Where a run can be watched, and its output comes. It has its size from the start, so that nothing around it moves. */
export function RunStage(props: RunStageProps) {
  const { endpoint, run, input, outputSchema, inputSchema, examples, onExample, onUse, onInput } = props
  const messages = useAreaMessages(TEXTS)
  const { phase, requestId, error, uploadProgress } = run
  const [left, setLeft] = useState(false)
  const stage = useRef<HTMLDivElement>(null)
  // The way out of an upload goes when the upload ends, perhaps under the finger.
  useKeepFocusWithin(stage)
  const isOpen = phase === 'queued' || phase === 'running'
  const sent = run.variables ?? input
  const size = useMemo(() => expectedSize(sent), [sent])
  const isSending = phase === 'uploading' || phase === 'submitting'
  const sendingText =
    phase === 'uploading' ? messages.runnerUploading(uploadProgress?.ratio ?? 0) : messages.runnerSubmitting
  const isOffline = useIsOffline()
  const isLong = useLongWait(phase === 'submitting')
  const isWaiting = useLongWait(isBusy(phase), QUIET_MS)
  const note = isSending
    ? isOffline
      ? messages.runnerSubmittingOffline
      : isLong
        ? messages.runnerSubmittingLong
        : ''
    : isOpen && isOffline
      ? messages.runnerOffline
      : ''
  const isLogWanted = useLongWait(isBusy(phase), LOG_MS)
  const log = useRunLog(endpoint, phase === 'running' && isLogWanted && !isOffline ? requestId : undefined)
  const runs = useSessionRuns(run, sent)
  const [chosen, setChosen] = useState<string>()
  // A new run takes the stage.
  if (chosen !== undefined && isBusy(phase)) setChosen(undefined)
  const isDone = phase === 'succeeded' && !error
  const current: SessionRun | undefined =
    isDone && requestId !== undefined
      ? { requestId, input: sent, output: run.output, request: run.request }
      : undefined
  const shown = runs.find((each) => each.requestId === chosen) ?? current
  // The last result was paid for: it stays in sight until the next one is there.
  const previous = shown ? undefined : runs.at(-1)
  const images = useMemo(
    () =>
      isDone ? classifyOutput(run.output, outputSchema).filter(({ kind }) => kind === 'image').length : 0,
    [isDone, run.output, outputSchema],
  )
  const changed = useMemo(
    () => (isDone && shown ? changedFields(shown.input, input).map(labelOf) : []),
    [isDone, shown, input],
  )
  const showsAfterStart = useRef(isBusy(phase))
  useEffect(() => {
    const isStart = isBusy(phase) && !showsAfterStart.current
    showsAfterStart.current = isBusy(phase)
    // On a phone the stage is below the form: what was just started comes into view. `nearest` moves nothing where it is.
    if (isStart) stage.current?.scrollIntoView?.({ block: 'nearest', behavior: 'smooth' })
  }, [phase])
  if (left && phase !== 'idle') setLeft(false)

  function waitingText() {
    if (isSending) return phase === 'uploading' ? messages.runnerUploading(0) : messages.runnerSubmitting
    return phase === 'queued' ? messages.statusQueued : messages.statusRunning
  }

  function putIntoForm(url: string) {
    const field = fieldForFile(inputSchema, url)
    if (field) onInput(field)
  }

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
          <Part part="sending" look="spread bar">
            <Part part="sending" as="span" look="badge busy accent">
              {sendingText}
            </Part>
            {phase === 'uploading' && (
              <>
                <Part
                  part="cancel"
                  as="button"
                  type="button"
                  look="button small"
                  onClick={() => void run.cancel().catch(shownByNotice)}
                >
                  {messages.statusCancel}
                </Part>
                <Part
                  part="progress"
                  as="progress"
                  look="progress"
                  max={1}
                  value={uploadProgress?.ratio ?? 0}
                  aria-label={sendingText}
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
          <RequestStatus
            requestId={requestId}
            onCancel={leave}
            announce={false}
            expectedMs={expectedTime(runs)}
            progress={log.text}
          />
        )}
        {note && !isSending && (
          <Part part="note" as="p" look="hint">
            {note}
          </Part>
        )}
      </Part>
      <ErrorNotice
        error={error}
        compact={phase !== 'failed'}
        onRetry={isOpen ? () => void leave().catch(shownByNotice) : run.retry}
      />
      {phase === 'idle' && !previous && (
        <Part part="placeholder" look="hint empty stack">
          <Icon path={mediaIcons.image} />
          {left ? messages.runnerStoppedWatching : messages.runnerOutputPlaceholder}
          {examples && (
            <Part part="prompts" look="stack" role="group" aria-label={messages.formExamples}>
              {examples.map((example) => (
                <Part
                  part="prompt"
                  as="button"
                  type="button"
                  look="button small"
                  key={example}
                  onClick={() => onExample?.(example)}
                >
                  <bdi>{example}</bdi>
                </Part>
              ))}
            </Part>
          )}
        </Part>
      )}
      {isOpen && !previous && log.lines.length > 0 && <RunLog {...log} />}
      {(shown ?? previous) && (
        <Part
          part="output"
          state={previous ? 'previous' : 'current'}
          role={previous ? 'group' : undefined}
          aria-label={previous ? messages.runnerPrevious : undefined}
        >
          <OutputView
            key={(shown ?? previous)?.requestId}
            output={(shown ?? previous)?.output}
            schema={outputSchema}
            size={size}
            alt={promptOf((shown ?? previous)?.input)}
            before={inputImageOf((shown ?? previous)?.input)}
            onUse={onUse ?? (takesFiles(inputSchema) ? putIntoForm : undefined)}
            onUseSeed={takesSeed(inputSchema) ? (seed) => onInput({ seed }) : undefined}
            purged={Boolean((shown ?? previous)?.request?.payloadsPurgedAt)}
          />
        </Part>
      )}
      {changed.length > 0 && (
        <Part part="changes" as="p" look="hint">
          {messages.runnerChanged(formatList(messages.locale, changed))}
        </Part>
      )}
      {runs.length > 1 && (
        <SessionStrip runs={runs} chosen={shown?.requestId} onChoose={setChosen} schema={outputSchema} />
      )}
      {/* One voice for the whole run: what goes on once it lasts, and its end. A failure is announced by its notice. */}
      <Announcer
        message={
          note || (isDone ? messages.runnerDone(images) : isBusy(phase) && isWaiting ? waitingText() : '')
        }
      />
    </Part>
  )
}

/** Then users begin to wonder whether anything goes on at all. */
const LONG_WAIT_MS = 10_000

/** Whether something has been going on for long by now. */
function useLongWait(isWaiting: boolean, afterMs = LONG_WAIT_MS): boolean {
  const { clock } = useModelRunnerContext().client.config
  const [isLong, setIsLong] = useState(false)
  useEffect(() => {
    if (!isWaiting) return
    const cancel = clock.after(afterMs, () => setIsLong(true))
    return () => {
      cancel()
      setIsLong(false)
    }
  }, [clock, isWaiting, afterMs])
  return isWaiting && isLong
}
