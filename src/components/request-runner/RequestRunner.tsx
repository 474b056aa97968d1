'use client'
import { forwardRef, type ReactNode, type RefAttributes, useState } from 'react'
import type { SubmitOptions, SubmittedRequest } from '../../client/runs/submit-options.js'
import type { EndpointId, InputOf, OutputOf } from '../../hooks/endpoint-types.js'
import { useModel } from '../../hooks/useModel.js'
import { useRequest, type UseRequestResult, type UseRequestOptions } from '../../hooks/useRequest.js'
import { enRunner } from '../../messages/english/en-runner.js'
import type { JsonSchema } from '../../protocol/model.js'
import type { ChatRunnerProps } from '../chat-runner/ChatRunner.js'
import { useChunk, createChunk } from '../internal/chunk.js'
import { lazyComponent } from '../internal/lazy-component.js'
import type { PropsOf } from '../internal/part-props.js'
import { useAreaMessages } from '../internal/use-area-messages.js'
import { useRootRef } from '../internal/use-root-ref.js'
import type { FieldsOptions } from '../schema-form/fields-options.js'
import type { SchemaFormProps } from '../schema-form/SchemaForm.js'
import { stageChunk, StagePlaceholder } from './StagePlaceholder.js'
import type { TypedInput } from './run-form.js'
import { Part, type RequestRunnerParts, Root } from './parts.js'

type Input = Record<string, unknown>

/** A form is drawn when the model's schema is there: its code comes meanwhile. */
export const formChunk = createChunk(() => import('./RunForm.js'))

/** Only language models need it: its chunk comes with the first of them. */
const { Component: Chat } = lazyComponent<ChatRunnerProps>(() =>
  import('../chat-runner/ChatRunner.js').then(({ ChatRunner }) => ({ default: ChatRunner })),
)

/** A changed endpoint starts over; only what a user typed and can see again is carried over. */
function RequestRunnerInner(props: RequestRunnerProps, ref: React.ForwardedRef<HTMLDivElement>) {
  const [typed, setTyped] = useState<TypedInput>()
  return (
    <EndpointRunner key={props.endpoint} runner={props} runnerRef={ref} typed={typed} onTyped={setTyped} />
  )
}

interface EndpointRunnerProps {
  runner: RequestRunnerProps
  runnerRef: React.ForwardedRef<HTMLDivElement>
  typed: TypedInput | undefined
  onTyped: (typed: TypedInput) => void
}

function EndpointRunner({ runner, runnerRef, typed, onTyped }: EndpointRunnerProps) {
  const {
    endpoint,
    defaultInput,
    input: fixed,
    fields,
    schema,
    persistKey,
    showCost = false,
    ...others
  } = runner
  const { submitLabel, fileField, onUse, onSubmitted, onSucceeded, onFailed, onError, ...more } = others
  const {
    metadata,
    lifecycle,
    storeIo,
    priority,
    hint,
    webhook,
    baseModel,
    concurrent,
    exactlyOnce,
    ...rest
  } = more
  const { children, ...outer } = rest
  const messages = useAreaMessages(enRunner)
  const root = useRootRef(runnerRef)
  const model = useModel(schema ? undefined : endpoint)
  const sending = {
    metadata,
    lifecycle,
    storeIo,
    priority,
    hint,
    webhook,
    baseModel,
    concurrent,
    exactlyOnce,
  }
  const run = useRequest<Input>(endpoint, {
    ...withoutUndefined(sending),
    persistKey,
    onSubmitted,
    onSucceeded,
    onFailed,
    onError,
  })
  const inputSchema = schema ?? model.inputSchema
  // A schema that cannot be read is asked for again while the form, or its JSON editor, stays.
  const [wasRead, setWasRead] = useState(false)
  if (!wasRead && !model.isPending) setWasRead(true)
  const isReading = !inputSchema && model.isPending && !wasRead

  // Not on the queue: it answers in a conversation. A schema that was given asks for a form.
  const isChat = model.model?.category === 'text-to-text'
  const form = useChunk(formChunk, !children && !isChat)
  // Both are needed: neither waits for the other.
  useChunk(stageChunk, !children && !isChat)
  const loading = (
    <Part part="loading" as="p" look="row busy hint">
      {messages.runnerLoading}
    </Part>
  )

  return (
    <Root outer={outer} ref={root} state={run.phase}>
      {children ? (
        children({ ...run, model: model.model, inputSchema, isLoading: isReading })
      ) : isChat ? (
        <Part part="form" look="stack" state="ready">
          <Chat
            endpoint={endpoint}
            params={fixed}
            persistKey={persistKey}
            metadata={metadata}
            showCost={showCost}
            onError={onError}
            fallback={loading}
          />
        </Part>
      ) : form.state === 'ready' ? (
        <form.value.RunForm
          {...{ endpoint, persistKey, fields, fixed, defaultInput, fileField, typed, onTyped }}
          {...{ root, run, inputSchema, isReading, lifecycle, concurrent, submitLabel, showCost, onUse }}
          model={model}
        />
      ) : (
        <>
          <Part part="form" look="stack" state="loading">
            {form.state !== 'failed' && loading}
          </Part>
          <StagePlaceholder
            phase={run.phase}
            onLoadAgain={form.state === 'failed' ? () => void formChunk.load() : undefined}
          />
        </>
      )}
    </Root>
  )
}

/**
 * A model, ready to be used: a form for its input, the run's progress in words, and its output, or what went wrong and
 * the way on. The input stays, whatever happens.
 *
 * @example
 * <RequestRunner endpoint="bytedance/sdxl-lightning-4step" persistKey="hero-image" showCost />
 */
// forwardRef forgets the type parameter: an endpoint's own input and output types come back by this cast.
export const RequestRunner = forwardRef(RequestRunnerInner) as unknown as <E extends EndpointId>(
  props: RequestRunnerProps<E> & RefAttributes<HTMLDivElement>,
) => ReactNode

function withoutUndefined<T extends object>(options: T): Partial<T> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Partial<T>
}

/** What the runner knows and does, for `children` as a function: all of `useRequest`, and the model. */
export interface RequestRunnerBehaviour<I = Input, O = unknown> extends UseRequestResult<I, O> {
  model?: ReturnType<typeof useModel>['model']
  inputSchema?: JsonSchema
  /** The form is not there yet. */
  isLoading: boolean
}

interface RequestRunnerOwnProps<E extends string = string> extends SubmitOptions {
  /** owner/alias */
  endpoint: E
  /** What the form begins with. */
  defaultInput?: Partial<InputOf<E>>
  /** Fixed fields: sent with each run, not shown. */
  input?: Partial<InputOf<E>>
  /** Order, hidden fields, labels, controls. */
  fields?: FieldsOptions
  /** Replaces the control of file fields. @default FileField: upload at once, URL or library */
  fileField?: SchemaFormProps['fileField']
  /** Instead of the schema that the model publishes. */
  schema?: JsonSchema
  /** The run survives a reload under this name. */
  persistKey?: string
  /** Shows what a run with this input costs. @default false */
  showCost?: boolean
  /** Stays as it is, also after a run. @default messages.runnerRun, after a run messages.runnerRunAgain */
  submitLabel?: string
  /** Gets an output as an input, e.g. for another runner. @default fills the file field of this one */
  onUse?: (url: string) => void
  /** The platform has taken the run; once per run. */
  onSubmitted?: (request: SubmittedRequest) => void
  /** Once per run, also after a reload; with its output. */
  onSucceeded?: UseRequestOptions<OutputOf<E>>['onSucceeded']
  /** Once per run: the submit or the generation failed. */
  onFailed?: UseRequestOptions['onFailed']
  /** The submit failed. A request that fails later is reported to `onFailed`. */
  onError?: UseRequestOptions['onError']
}

export type RequestRunnerProps<E extends string = string> = PropsOf<
  'div',
  RequestRunnerParts,
  RequestRunnerBehaviour<InputOf<E>, OutputOf<E>>,
  RequestRunnerOwnProps<E>
>
