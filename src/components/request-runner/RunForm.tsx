import { type ComponentProps, type ComponentType, type RefObject, useMemo } from 'react'
import type { SubmitOptions } from '../../client/runs/submit-options.js'
import type { useModel } from '../../hooks/useModel.js'
import { enRunner } from '../../messages/english/en-runner.js'
import type { JsonSchema } from '../../protocol/model.js'
import { UploadLifecycle } from '../file-field/upload-lifecycle.js'
import { useChunk, createChunk } from '../internal/chunk.js'
import { useAreaMessages } from '../internal/use-area-messages.js'
import type { FilePlan } from '../schema-form/field-plan.js'
import type { FieldsOptions, WidgetProps } from '../schema-form/fields-options.js'
import type { Input } from '../schema-form/form-input.js'
import { SchemaForm } from '../schema-form/SchemaForm.js'
import { stageChunk, StagePlaceholder } from './StagePlaceholder.js'
import { isBusy, Part } from './parts.js'
import { formErrors, type TypedInput, useFocusRefusal, useRunForm } from './run-form.js'
import type { Run } from './SessionRuns.js'
import type { RequestPhase } from '../../client/runs/run.js'

interface RunFormProps extends Pick<SubmitOptions, 'lifecycle' | 'concurrent'> {
  endpoint: string
  persistKey: string | undefined
  fields: FieldsOptions | undefined
  /** Sent with each run, not shown. */
  fixed: Input | undefined
  defaultInput: Input | undefined
  fileField: ComponentType<WidgetProps<FilePlan>> | undefined
  typed: TypedInput | undefined
  onTyped: (typed: TypedInput) => void
  /** The whole runner, in which the focus is moved. */
  root: RefObject<HTMLElement | null>
  run: Run
  model: Pick<ReturnType<typeof useModel>, 'error' | 'refetch' | 'outputSchema'>
  inputSchema: JsonSchema | undefined
  /** The schema is being read for the first time. */
  isReading: boolean
  submitLabel: string | undefined
  showCost: boolean
  onUse: ((url: string) => void) | undefined
}

/** The form for a run's input, and the stage for what comes of it. */
export function RunForm(props: RunFormProps) {
  const { endpoint, run, model, inputSchema, fixed, concurrent } = props
  const messages = useAreaMessages(enRunner)
  const form = useRunForm({ ...props, schema: inputSchema, variables: run.variables })
  const errors = useMemo(
    () => formErrors(run.phase === 'failed' ? run.error : undefined),
    [run.phase, run.error],
  )
  useFocusRefusal(props.root, run.phase === 'failed' ? run.error : undefined)
  // The run met the same: its own notice says so, and more.
  const isSaid = run.phase === 'failed' && run.error?.kind === model.error?.kind
  const stage = useChunk(stageChunk)
  // The prompt's examples stand where the output will, while it is empty.
  const examples = run.phase === 'idle' && stage.state === 'ready' ? form.examples : undefined
  const isPromptEmpty = examples && !form.current[examples.field]

  function fillIn(text: string) {
    if (!examples) return
    form.edit({ ...form.start, ...form.shown, [examples.field]: text })
    // The buttons go with the empty prompt.
    props.root.current?.querySelector<HTMLElement>('[data-rank="primary"] textarea')?.focus()
  }

  return (
    <>
      <Part part="form" look="stack" state={form.isLoading ? 'loading' : 'ready'}>
        {form.isLoading ? (
          <Part part="loading" as="p" look="row busy hint">
            {messages.runnerLoading}
          </Part>
        ) : (
          <UploadLifecycle.Provider value={props.lifecycle}>
            <SchemaForm
              schema={inputSchema}
              value={form.shown}
              defaultValue={form.start}
              onChange={form.edit}
              onSubmit={(input) => {
                // One run at a time, also by Ctrl+Enter: each costs.
                if (concurrent || !isBusy(run.phase))
                  run.submit({ ...input, ...fixed }, form.optionsFor(input))
              }}
              errors={errors}
              components={examples ? PROMPT_IN_STAGE : NO_SUMMARY}
              fields={form.fieldsOptions}
              fileField={form.fileField}
              footer={
                <RunActions
                  endpoint={endpoint}
                  phase={run.phase}
                  label={props.submitLabel}
                  input={form.current}
                  showCost={props.showCost}
                />
              }
            />
          </UploadLifecycle.Provider>
        )}
        {/* Below: when the run's own takes its place, the form stays where it is. */}
        {stage.state === 'ready' && (
          <stage.value.ErrorNotice error={isSaid ? undefined : model.error} compact onRetry={model.refetch} />
        )}
      </Part>
      {stage.state === 'ready' ? (
        <stage.value.RunStage
          endpoint={endpoint}
          run={run}
          input={form.current}
          inputSchema={inputSchema}
          outputSchema={model.outputSchema}
          onUse={props.onUse}
          examples={isPromptEmpty ? examples.texts : undefined}
          onExample={fillIn}
          onInput={(fields) => form.edit({ ...form.start, ...form.shown, ...fields })}
        />
      ) : (
        <StagePlaceholder
          phase={run.phase}
          onLoadAgain={stage.state === 'failed' ? () => void stageChunk.load() : undefined}
        />
      )}
    </>
  )
}

/** What is wrong with no field stands in the run's notice, with the rest. */
const NO_SUMMARY = { summary: () => null }

const PROMPT_IN_STAGE = {
  ...NO_SUMMARY,
  examples: ({ 'data-rank': rank, ...rest }: ComponentProps<'div'> & { 'data-rank'?: string }) =>
    rank === 'primary' ? null : <div data-mr-look="row" {...rest} />,
}

const costChunk = createChunk(() => import('./RunCost.js'))

interface RunActionsProps {
  endpoint: string
  phase: RequestPhase
  label?: string
  input: Record<string, unknown>
  showCost: boolean
}

/** The run button, and what a run costs. The button keeps its place and the focus while a run goes on. */
function RunActions({ endpoint, phase, label, input, showCost }: RunActionsProps) {
  const messages = useAreaMessages(enRunner)
  const cost = useChunk(costChunk, showCost)
  const busy = isBusy(phase)
  return (
    <Part part="actions" look="row">
      <Part
        part="submit"
        as="button"
        type="submit"
        look="button primary"
        state={busy ? 'busy' : 'idle'}
        aria-disabled={busy || undefined}
        aria-keyshortcuts="Control+Enter Meta+Enter"
        // The second click of a double one comes after the end of a quick run and would pay for another.
        onClick={(event) => event.detail > 1 && event.preventDefault()}
      >
        {label ??
          (phase === 'succeeded' || phase === 'cancelled' ? messages.runnerRunAgain : messages.runnerRun)}
      </Part>
      {showCost && cost.state === 'ready' && <cost.value.RunCost endpoint={endpoint} input={input} />}
    </Part>
  )
}
