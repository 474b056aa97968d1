import { type ComponentType, type RefObject, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { FieldError, ModelRunnerError } from '../../client/errors/model-runner-error.js'
import { useModelRunnerContext } from '../../context/use-model-runner-context.js'
import type { JsonSchema } from '../../protocol/model.js'
import { focusForNow } from '../internal/focus-for-now.js'
import { type FieldPlan, type FilePlan, flatPlans, getIn } from '../schema-form/field-plan.js'
import { applyFieldsOptions, type FieldsOptions, type WidgetProps } from '../schema-form/fields-options.js'
import { holdsSecret, type Input, storableInput } from '../schema-form/form-input.js'
import { planFields } from '../schema-form/plan-fields.js'
import { needsEditors, useEditors } from '../schema-form/LazyControl.js'

/** What of an error belongs to the form: all but what is wrong with the output. */
export function formErrors(error: ModelRunnerError | undefined): FieldError[] | undefined {
  const errors = error?.fieldErrors.filter(({ path }) => path[0] !== 'output') ?? []
  return errors.length > 0 ? errors : undefined
}

type FileFieldType = ComponentType<WidgetProps<FilePlan>>

/** What was typed for one model, to carry over to the next one. */
export interface TypedInput {
  endpoint: string
  input: Input
  plans: readonly FieldPlan[]
}

interface RunFormOptions {
  endpoint: string
  persistKey: string | undefined
  schema: JsonSchema | undefined
  /** The schema is being read for the first time. */
  isReading: boolean
  fields: FieldsOptions | undefined
  fixed: Input | undefined
  defaultInput: Input | undefined
  fileField: FileFieldType | undefined
  /** What the run was given, also after a reload. */
  variables: Input | undefined
  typed: TypedInput | undefined
  onTyped: (typed: TypedInput) => void
}

/** The form half of the runner: its fields, what stands in them, and what it waits for. */
export function useRunForm(options: RunFormOptions) {
  const { endpoint, schema, fields, fixed, defaultInput, typed, onTyped } = options
  const fieldsOptions = useMemo<FieldsOptions>(
    () => ({ ...fields, hide: [...(fields?.hide ?? []), ...Object.keys(fixed ?? {})] }),
    [fields, fixed],
  )
  const all = useMemo(() => planFields(schema) ?? [], [schema])
  const plans = useMemo(() => applyFieldsOptions(all, fieldsOptions), [all, fieldsOptions])
  const draft = useDraft(endpoint, options.persistKey, schema ? all : undefined)
  const control = useFileField(plans, options.fileField)
  const editors = useEditors(useMemo(() => needsEditors(plans), [plans]))
  // What is shown stays: a field whose editor is fetched again must not take the others, and the focus, away.
  const [isShown, setShown] = useState(false)
  const isLoading = options.isReading || control.isPending || (editors.state === 'loading' && !isShown)
  if (!isShown && !isLoading && editors.state !== 'idle') setShown(true)
  const [edited, setEdited] = useState<Input>()
  // What was typed before counts more than what was sent: it may have gone on since.
  const shown = edited ?? draft.input ?? (options.variables && without(options.variables, fixed))

  const current: Input = { ...defaultInput, ...shown, ...fixed }

  return {
    shown,
    start: useMemo(
      () => ({
        ...defaultInput,
        ...(typed && typed.endpoint !== endpoint ? carriedInput(typed, plans) : undefined),
      }),
      [defaultInput, typed, endpoint, plans],
    ),
    current,
    examples: useMemo(() => promptExamples(plans), [plans]),
    fieldsOptions,
    fileField: control.fileField,
    isLoading,
    edit(input: Input) {
      setEdited(input)
      draft.write(input)
      onTyped({ endpoint, input, plans })
    },
    /** A run whose input holds a secret leaves no copy of it behind. */
    optionsFor: (input: Input) => (holdsSecret(all, input) ? { isSecret: true } : undefined),
  }
}

/** What the model's own page starts with, for the place of the output until there is one. */
export interface PromptExamples {
  field: string
  texts: readonly string[]
}

function promptExamples(plans: readonly FieldPlan[]): PromptExamples | undefined {
  for (const plan of plans) {
    if (plan.kind !== 'text' || plan.rank !== 'primary' || !plan.suggestions) continue
    return { field: plan.key, texts: plan.suggestions.slice(0, MAX_EXAMPLES) }
  }
  return undefined
}

const MAX_EXAMPLES = 3

/** Fields of the same name and kind that a user can see, where something else than the default was typed. Never secrets. */
function carriedInput({ input, plans: before }: TypedInput, plans: readonly FieldPlan[]): Input {
  const kept = plans.flatMap((plan): [string, unknown][] => {
    const old = before.find(({ key }) => key === plan.key)
    const value = getIn(input, plan.path)
    const isSecret = [plan, old].some((each) => each?.kind === 'text' && each.secret)
    if (!old || isSecret || plan.advanced || value === undefined || value === old.default) return []
    if (plan.kind === 'file' && old.kind === 'file' && plan.multiple !== old.multiple) return []
    const fits = plan.kind === old.kind && (plan.kind !== 'choice' || plan.options.includes(value))
    return fits && CARRIED.has(plan.kind) ? [[plan.key, value]] : []
  })
  return Object.fromEntries(kept)
}

const CARRIED: ReadonlySet<string> = new Set(['text', 'number', 'boolean', 'choice', 'file', 'color'])

/** Characters; a longer draft is not stored. */
const MAX_DRAFT_LENGTH = 250_000

/** What was typed, stored under the `persistKey` of this user and endpoint: without secrets and files. */
function useDraft(endpoint: string, persistKey: string | undefined, plans: readonly FieldPlan[] | undefined) {
  const { client } = useModelRunnerContext()
  const { storage, scope, clock } = client.config
  const key = `modelrunner:draft:${JSON.stringify([scope, endpoint, persistKey])}`
  const isOn = persistKey !== undefined && plans !== undefined
  const read = () => {
    try {
      return isOn ? (storage?.getItem(key) ?? null) : null
    } catch {
      return null
    }
  }
  const stored = useSyncExternalStore(NEVER, read, () => null)
  const input = useMemo(() => (stored && plans ? readDraft(stored, plans) : undefined), [stored, plans])
  return {
    input,
    write(next: Input) {
      if (!isOn) return
      const text = JSON.stringify({ at: clock.now(), input: storableInput(plans, next) })
      try {
        if (text.length <= MAX_DRAFT_LENGTH) storage?.setItem(key, text)
        else storage?.removeItem(key)
      } catch {
        // Full or blocked storage: then a reload forgets.
      }
    },
  }
}

const NEVER = () => () => {}

/** Only what the model still has a field for. */
function readDraft(text: string, plans: readonly FieldPlan[]): Input | undefined {
  try {
    const { input } = JSON.parse(text) as { input?: unknown }
    if (typeof input !== 'object' || input === null) return undefined
    const names = new Set(plans.map(({ key }) => key))
    return Object.fromEntries(Object.entries(input).filter(([name]) => names.has(name)))
  } catch {
    return undefined
  }
}

/**
 * The control of file fields, fetched when the model has such a field: uploader and library weigh as much as all else.
 * Where it cannot be fetched the form's own plain one serves. `isPending`: the form waits for it, so that nothing moves
 * when it comes.
 */
function useFileField(
  plans: readonly FieldPlan[],
  own: FileFieldType | undefined,
): { fileField?: FileFieldType; isPending: boolean } {
  const isWanted = useMemo(() => !own && flatPlans(plans).some(({ kind }) => kind === 'file'), [own, plans])
  const [found, setFound] = useState<{ FileField?: FileFieldType }>()
  useEffect(() => {
    if (!isWanted) return
    let isGone = false
    import('../file-field/FileField.js').then(
      (module) => !isGone && setFound(module),
      () => !isGone && setFound({}),
    )
    return () => {
      isGone = true
    }
  }, [isWanted])
  return { fileField: own ?? found?.FileField, isPending: isWanted && !found }
}

function without(input: Input, fixed: Input | undefined): Input {
  return Object.fromEntries(Object.entries(input).filter(([key]) => !fixed || !Object.hasOwn(fixed, key)))
}

/**
 * A refused input takes the focus to what is wrong. The form does so where it has the field; what is wrong with no field
 * stands in the run's notice. Not when the user is at work elsewhere by then, be it in another field.
 */
export function useFocusRefusal(root: RefObject<HTMLElement | null>, error: ModelRunnerError | undefined) {
  useEffect(() => {
    const runner = root.current
    if (error?.kind !== 'validation' || !runner?.querySelector('[data-mr-part="submit"]:focus')) return
    if (runner.querySelector('[data-mr-part="field"][data-state="invalid"]')) return
    const notice = runner.querySelector<HTMLElement>(
      '[data-mr-part="stage"] [data-mr="error-notice"][data-mr-part="root"]',
    )
    if (notice) focusForNow(notice, { preventScroll: false })
  }, [root, error])
}
