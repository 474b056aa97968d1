import { type RefObject, useCallback, useEffect, useMemo, useState } from 'react'
import { useAfterPress } from '../internal/use-after-press.js'
import type { FieldError } from '../../client/errors/model-runner-error.js'
import type { FormProblemMessages } from '../../messages/areas/form-messages.js'
import type { JsonSchema } from '../../protocol/model.js'
import { fieldName } from '../internal/labels.js'
import { checkInput, type Problem, problemText } from './check-input.js'
import { type FieldPlan, isInline, movePlan, getIn, type Path } from './field-plan.js'
import { type Input, variantOf } from './form-input.js'

const NONE: readonly FieldError[] = []
const NO_KEYS: ReadonlySet<string> = new Set()
const NO_DRAFTS: ReadonlyMap<string, string | true> = new Map()

interface Options {
  plans: readonly FieldPlan[]
  schema?: JsonSchema
  input: Input
  errors?: readonly FieldError[]
  messages: FormProblemMessages
}

/**
 * What is wrong and may be shown now. Own checks speak after the first submit, or when a field is left; errors from
 * outside speak until their field is changed.
 */
export function useProblems({ plans, schema, input, errors = NONE, messages }: Options) {
  const [drafts, setDrafts] = useState(NO_DRAFTS)
  const [touched, setTouched] = useState(NO_KEYS)
  const [failures, setFailures] = useState(0)
  const [answered, setAnswered] = useState({ errors, keys: NO_KEYS })
  if (answered.errors !== errors) setAnswered({ errors, keys: NO_KEYS })

  const found = useMemo(() => findProblems(plans, schema, input, drafts), [plans, schema, input, drafts])

  const { placed, unplaced, general } = useMemo(() => {
    const own = found
      .filter(({ code, plan }) => failures > 0 || (plan && touched.has(plan.key) && code !== 'required'))
      .map((problem) => ({
        path: [...problem.path],
        message: problemText(problem, messages),
        plan: problem.plan,
      }))
    const outer = (
      answered.errors === errors ? errors.filter(({ path }) => !answered.keys.has(topKey(path))) : errors
    ).map((error) => ({ ...error, plan: fieldAt(plans, error.path, input) }))
    const byKey = new Map<string, string[]>()
    for (const { plan, path, message } of [...own, ...outer]) {
      if (!plan) continue
      const text = withPosition(path, message, plan, messages)
      const known = byKey.get(plan.key) ?? []
      if (!known.includes(text)) byKey.set(plan.key, [...known, text])
      // The line that is wrong is marked, too; the words stand once, below the list.
      const entry = path[plan.path.length]
      if (plan.kind === 'list' && entry !== undefined) byKey.set(`${plan.key}.${entry}`, [text])
    }
    return {
      placed: byKey,
      unplaced: outer.filter(({ plan }) => !plan) as readonly FieldError[],
      general: [...new Set(own.filter(({ plan }) => !plan).map(({ message }) => message))],
    }
  }, [found, failures, touched, errors, answered, plans, input, messages])

  const afterPress = useAfterPress()
  const touch = useCallback(
    (key: string) => afterPress(() => setTouched((keys) => withKey(keys, key, true))),
    [afterPress],
  )
  const setDraft = useCallback(
    (key: string, draft: boolean | string) =>
      setDrafts((known) => {
        if ((known.get(key) ?? false) === draft) return known
        const next = new Map(known)
        if (draft === false) next.delete(key)
        else next.set(key, draft)
        return next
      }),
    [],
  )
  const forget = useCallback(
    (key: string) =>
      setAnswered((before) => ({ ...before, keys: withKey(before.keys, topKey([key]), true) })),
    [],
  )
  /** A submit was asked for: true when it may go on. */
  const attempt = useCallback(() => {
    if (found.length === 0) return true
    setFailures((count) => count + 1)
    return false
  }, [found])

  return { problems: placed, unplaced, general, failures, found, touch, setDraft, forget, attempt }
}

type PlacedProblem = Problem & { plan?: FieldPlan }

/** Own problems with the field that shows each; what a user can do nothing about here holds nothing back. */
function findProblems(
  plans: readonly FieldPlan[],
  schema: JsonSchema | undefined,
  input: Input,
  drafts: ReadonlyMap<string, string | true>,
): PlacedProblem[] {
  const unread = [...drafts].map(([key, text]): PlacedProblem => {
    const path = key === '' ? [] : key.split('.')
    const plan = fieldAt(plans, path, input)
    if (typeof text === 'string') return { path, code: 'text', text, plan }
    return {
      path,
      code: plan?.kind === 'json' ? 'not-json' : plan?.kind === 'file' ? 'not-a-url' : 'not-a-number',
      plan,
    }
  })
  const others = checkInput(plans, input, schema)
    .map((problem): PlacedProblem => ({ ...problem, plan: fieldAt(plans, problem.path, input) }))
    .filter(({ path, plan }) => (plan ? !drafts.has(plan.key) : path.length === 0))
  return [...unread.filter(({ plan }) => plan), ...others]
}

/** The innermost field that a path is about: `images.1` stands at `images`. */
function fieldAt(plans: readonly FieldPlan[], path: Path, input: unknown): FieldPlan | undefined {
  const plan = plans.find(
    ({ kind, path: own }) =>
      kind !== 'constant' &&
      own.length <= path.length &&
      own.every((step, index) => String(path[index]) === String(step)),
  )
  return plan && (innerField(plan, path, input) ?? plan)
}

function innerField(plan: FieldPlan, path: Path, input: unknown): FieldPlan | undefined {
  switch (plan.kind) {
    case 'group':
      return fieldAt(plan.fields, path, input)
    case 'size':
      return fieldAt([plan.width, plan.height], path, input)
    case 'variants': {
      const variant = plan.variants[variantOf(plan, getIn(input, plan.path))]
      return variant && innerField(variant.plan, path, input)
    }
    case 'list': {
      const index = Number(path[plan.path.length])
      return Number.isInteger(index) && !isInline(plan.item)
        ? fieldAt([movePlan(plan.item, plan.item.path, [...plan.path, index])], path, input)
        : undefined
    }
    default:
      return undefined
  }
}

/** An entry is named by its position, a value within JSON by its path. */
function withPosition(path: Path, message: string, plan: FieldPlan, messages: FormProblemMessages): string {
  const rest = path.slice(plan.path.length)
  const [index] = rest
  if (plan.kind === 'json' && rest.length > 0)
    return `${fieldName(rest.map((step) => (/^\d+$/.test(String(step)) ? Number(step) : step)))}: ${message}`
  return typeof index === 'number' ? messages.formItemProblem(index + 1, message) : message
}

function topKey(path: Path): string {
  return String(path[0] ?? '').split('.')[0] ?? ''
}

function withKey(keys: ReadonlySet<string>, key: string, isIn: boolean): ReadonlySet<string> {
  if (keys.has(key) === isIn) return keys
  const next = new Set(keys)
  if (isIn) next.add(key)
  else next.delete(key)
  return next
}

/**
 * Moves the focus to the first thing that is wrong: after a submit that was held back, and when errors come from outside.
 * Not when the user is at work elsewhere on the page by then.
 */
export function useFocusFirstProblem(
  root: RefObject<HTMLElement | null>,
  failures: number,
  errors: readonly FieldError[] | undefined,
) {
  useEffect(() => {
    const form = root.current
    const active = form?.ownerDocument.activeElement
    const isElsewhere = active && active !== form?.ownerDocument.body && !form?.contains(active)
    if (!form || isElsewhere || (failures === 0 && !errors?.length)) return
    const fields = [...form.querySelectorAll('[data-mr-part="field"][data-state="invalid"]')]
    // The innermost: a row's own field, not the list that holds it.
    const field = fields.find(
      (candidate) => !candidate.querySelector('[data-mr-part="field"][data-state="invalid"]'),
    )
    field?.closest('details')?.setAttribute('open', '')
    const first =
      field?.querySelector('[aria-invalid="true"]:not([hidden] *)') ??
      field?.querySelector(CONTROLS) ??
      form.querySelector('[data-mr-part="summary"]')
    if (first instanceof HTMLElement) first.focus()
  }, [root, failures, errors])
}

/** What can be operated in a field: what is hidden, or is only the head of what can be operated, is not. */
const CONTROLS = ':is(input, select, textarea, button):not([hidden], [hidden] *, [role="tab"], :disabled)'
