'use client'
import {
  type ComponentType,
  type FormEvent,
  forwardRef,
  type KeyboardEvent,
  type ReactNode,
  useCallback,
  useId,
  useMemo,
  useState,
} from 'react'
import type { FieldError } from '../../client/errors/model-runner-error.js'
import { enFormProblem } from '../../messages/english/en-form-problem.js'
import { enForm } from '../../messages/english/en-form.js'
import type { JsonSchema } from '../../protocol/model.js'
import { Announcer } from '../internal/Announcer.js'
import { fieldName } from '../internal/labels.js'
import type { ComponentOf, PropsOf } from '../internal/part-props.js'
import { useAreaMessages } from '../internal/use-area-messages.js'
import { useRootRef } from '../internal/use-root-ref.js'
import { Field, ProblemTexts } from './Field.js'
import {
  type FieldPlan,
  type FilePlan,
  flatPlans,
  type JsonPlan,
  getIn,
  type Path,
  pathKey,
  setIn,
} from './field-plan.js'
import { applyFieldsOptions, type FieldsOptions, type WidgetProps } from './fields-options.js'
import { type FormContextValue, FormProvider, useFormContext } from './form-context.js'
import { cleanInput, type Input, randomSeed, useFormState } from './form-input.js'
import { Part, Root, type SchemaFormParts } from './parts.js'
import { planFields } from './plan-fields.js'
import { useFocusFirstProblem, useProblems } from './problems.js'

const TEXTS = { ...enForm, ...enFormProblem }

/**
 * A form for a model's input, from its JSON schema. Without a schema it is an editor for the input as JSON.
 * Checks the input before it hands it on; errors that come back are shown at their fields.
 *
 * @example
 * const { inputSchema } = useModel('owner/alias')
 * <SchemaForm schema={inputSchema} onSubmit={submit} errors={error?.fieldErrors} />
 */
export const SchemaForm: ComponentOf<SchemaFormProps, 'form'> = forwardRef(function SchemaForm(props, ref) {
  const { schema, value, defaultValue, onChange, onSubmit, errors, fields, fileField, ...others } = props
  const { disabled = false, submitLabel, footer, children, ...outer } = others
  const messages = useAreaMessages(TEXTS)
  const root = useRootRef(ref)
  const formId = useId()

  const planned = useMemo(() => planFields(schema), [schema])
  const plans = useMemo<FieldPlan[]>(
    () =>
      planned
        ? applyFieldsOptions(planned, fields)
        : [{ ...WHOLE_INPUT, label: messages.formJson, description: messages.formJsonHint }],
    [planned, fields, messages],
  )
  const { input, setAt: setValueAt } = useFormState({ plans, value, defaultValue, onChange })
  const { problems, unplaced, general, failures, found, touch, setDraft, forget, attempt } = useProblems({
    plans,
    schema,
    input,
    errors,
    messages,
  })
  useFocusFirstProblem(root, failures, errors)

  const setAt = useCallback(
    (path: Path, next: unknown) => {
      forget(pathKey(path))
      setValueAt(path, next)
    },
    [forget, setValueAt],
  )
  const idOf = useCallback((key: string) => `${formId}${key}`, [formId])
  const [drawn, setDrawnKeys] = useState<ReadonlySet<string>>(NONE_DRAWN)
  const setDrawn = useCallback((key: string, isDrawn: boolean) => {
    setDrawnKeys((keys) => new Set(isDrawn ? [...keys, key] : [...keys].filter((other) => other !== key)))
  }, [])

  function submit(event?: FormEvent) {
    event?.preventDefault()
    // A form within a form's portal must not submit the outer one too.
    event?.stopPropagation()
    if (attempt()) onSubmit?.(cleanInput(plans, withDrawnSeeds()))
  }
  /** Seeds that are not kept are drawn for this run, and shown, so that the one which was used can be kept after it. */
  function withDrawnSeeds(): Input {
    const seeds = flatPlans(plans).filter(
      (plan) => plan.kind === 'number' && plan.seed && drawn.has(plan.key),
    )
    return seeds.reduce<Input>((next, plan) => {
      if (plan.kind !== 'number' || typeof getIn(next, plan.path) !== 'number') return next
      const seed = randomSeed(plan)
      setAt(plan.path, seed)
      return setIn(next, plan.path, seed) as Input // An object stays one.
    }, input)
  }
  function submitByShortcut(event: KeyboardEvent<HTMLFormElement>) {
    if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey) || event.nativeEvent.isComposing) return
    event.preventDefault()
    event.currentTarget.requestSubmit()
  }

  const context: FormContextValue = {
    Field,
    input,
    setAt,
    setDraft,
    touch,
    problems,
    idOf,
    disabled,
    widgets: fields?.widgets,
    fileField,
    drawn,
    setDrawn,
  }
  const renderField = (key: string) => {
    const plan = plans.find((candidate) => candidate.key === key)
    return plan && <Field key={key} plan={plan} />
  }
  const isInvalid = problems.size > 0 || unplaced.length > 0 || general.length > 0

  return (
    <Root
      as="form"
      ref={root}
      outer={outer}
      look="stack"
      state={isInvalid ? 'invalid' : 'valid'}
      noValidate
      onSubmit={submit}
      onKeyDown={submitByShortcut}
    >
      <FormProvider value={context}>
        {children ? (
          children({ plans, input, setAt, problems, unplaced, submit: () => submit(), renderField })
        ) : (
          <>
            {unplaced.length > 0 && (
              <Part part="summary" as="ul" look="notice danger list" tabIndex={-1}>
                {unplaced.map((error, index) => (
                  <li key={index}>{[fieldName(error.path), error.message].filter(Boolean).join(': ')}</li>
                ))}
              </Part>
            )}
            <FieldList plans={plans} />
            {general.length > 0 && (
              <Part part="problem" as="p" look="problem">
                <ProblemTexts texts={general} />
              </Part>
            )}
            {footer ?? (
              <Part part="actions" look="row">
                <Part part="submit" as="button" type="submit" look="button primary" disabled={disabled}>
                  {submitLabel ?? messages.formSubmit}
                </Part>
              </Part>
            )}
            <Announcer
              message={failures > 0 && found.length > 0 ? messages.formProblems(found.length) : ''}
            />
          </>
        )}
      </FormProvider>
    </Root>
  )
})

const NONE_DRAWN: ReadonlySet<string> = new Set()
const WHOLE_INPUT: JsonPlan = { kind: 'json', type: 'object', path: [], key: '', label: '', required: false }

/** What the form knows and does, for `children` as a function. */
export interface SchemaFormBehaviour {
  plans: readonly FieldPlan[]
  input: Input
  setAt: (path: Path, value: unknown) => void
  /** In words, by the field's path. */
  problems: ReadonlyMap<string, readonly string[]>
  /** Errors about no field that is shown. */
  unplaced: readonly FieldError[]
  /** Checks, and hands the input on when nothing is wrong. */
  submit: () => void
  /** One field by its path, e.g. `prompt`. */
  renderField: (key: string) => ReactNode
}

interface SchemaFormOwnProps {
  /** The input's JSON schema (`useModel().inputSchema`). Without one: a JSON editor. */
  schema?: JsonSchema
  /** Values held by the app; changes come by `onChange`. */
  value?: Input
  /** Values to begin with, over the schema's defaults. */
  defaultValue?: Input
  /** All values, on each change. */
  onChange?: (input: Input) => void
  /** Called with the checked input; optional fields that are empty are left out. */
  onSubmit?: (input: Input) => void
  /** What was wrong with what was sent (`error.fieldErrors`): shown at the fields until these are changed. */
  errors?: readonly FieldError[]
  /** Order, hidden fields, labels, controls. */
  fields?: FieldsOptions
  /** Replaces the control of file fields, e.g. by one that uploads at once. */
  fileField?: ComponentType<WidgetProps<FilePlan>>
  /** Nothing can be changed or sent. @default false */
  disabled?: boolean
  /** Words on the submit button. @default messages.formSubmit */
  submitLabel?: string
  /** Replaces the row with the submit button. Put a `<button type="submit">` in it. */
  footer?: ReactNode
}

export type SchemaFormProps = PropsOf<'form', SchemaFormParts, SchemaFormBehaviour, SchemaFormOwnProps>

// A form of thousands of fields would take seconds to render.
const PAGE = 100

/** The form's fields: the basic ones, and the advanced ones folded away. */
function FieldList({ plans }: { plans: readonly FieldPlan[] }) {
  const shown = plans.filter(({ kind }) => kind !== 'constant')
  const advanced = shown.filter((plan) => plan.advanced)
  return (
    <>
      <Page plans={shown.filter((plan) => !plan.advanced)} />
      {advanced.length > 0 && <AdvancedFields plans={advanced} />}
    </>
  )
}

function Page({ plans }: { plans: readonly FieldPlan[] }) {
  const messages = useAreaMessages(enForm)
  const { problems } = useFormContext()
  const [count, setCount] = useState(PAGE)
  // What is wrong must be seen.
  const lastWrong =
    plans.length > count && problems.size > 0 ? plans.findLastIndex(({ key }) => isWrong(key, problems)) : -1
  const limit = Math.max(count, lastWrong + 1)
  return (
    <>
      <Part part="fields">
        {plans.slice(0, limit).map((plan) => (
          <Field key={plan.key} plan={plan} />
        ))}
      </Part>
      {plans.length > limit && (
        <Part part="more" as="button" type="button" look="button" onClick={() => setCount(limit + PAGE)}>
          {messages.formMore(plans.length - limit)}
        </Part>
      )}
    </>
  )
}

function AdvancedFields({ plans }: { plans: readonly FieldPlan[] }) {
  const messages = useAreaMessages(enForm)
  const { problems } = useFormContext()
  const [isOpen, setOpen] = useState(false)
  const wrong = problems.size > 0 ? plans.filter(({ key }) => isWrong(key, problems)).length : 0
  return (
    <Part
      part="advanced"
      as="details"
      open={isOpen || wrong > 0}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <Part part="advancedSummary" as="summary" look="label">
        {messages.formAdvanced}
        <Part part="advancedCount" as="span" look="hint">
          {messages.formAdvancedCount(plans.length)}
        </Part>
      </Part>
      <Page plans={plans} />
    </Part>
  )
}

function isWrong(key: string, problems: ReadonlyMap<string, unknown>): boolean {
  if (problems.has(key)) return true
  for (const wrong of problems.keys()) if (wrong.startsWith(`${key}.`)) return true
  return false
}
