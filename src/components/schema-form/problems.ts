import { useCallback, useMemo, useState, type RefObject, useEffect } from 'react'
import type { FieldError } from '../../client/errors/model-runner-error.js'
import type { Messages } from '../../messages/messages.js'
import { checkInput, type Problem, problemText } from './check-input.js'
import type { FieldPlan } from './field-plan.js'
import type { Input } from './form-input.js'
import { pathKey } from './paths.js'

const NONE: readonly FieldError[] = []
const NO_KEYS: ReadonlySet<string> = new Set()

interface Options {
  plans: readonly FieldPlan[]
  input: Input
  errors?: readonly FieldError[]
  messages: Messages
}

/**
 * What is wrong and may be shown now. Own checks speak after the first submit, or when a field is left; errors from
 * outside speak until their field is changed.
 */
export function useProblems({ plans, input, errors = NONE, messages }: Options) {
  const [drafts, setDrafts] = useState(NO_KEYS)
  const [touched, setTouched] = useState(NO_KEYS)
  const [failures, setFailures] = useState(0)
  const [answered, setAnswered] = useState({ errors, keys: NO_KEYS })
  if (answered.errors !== errors) setAnswered({ errors, keys: NO_KEYS })

  const found = useMemo(() => findProblems(plans, input, drafts), [plans, input, drafts])

  const { placed, unplaced } = useMemo(() => {
    const own = found
      .filter(({ path, code }) => failures > 0 || (touched.has(topKey(path)) && code !== 'required'))
      .map((problem) => ({ path: [...problem.path], message: problemText(problem, messages) }))
    const outer =
      answered.errors === errors ? errors.filter(({ path }) => !answered.keys.has(topKey(path))) : errors
    return placeErrors(plans, [...own, ...outer])
  }, [found, failures, touched, errors, answered, plans, messages])

  const problems = useMemo(
    () =>
      new Map(
        [...placed].map(([key, list]) => [
          key,
          [...new Set(list.map((error) => inWords(error, key, messages)))],
        ]),
      ),
    [placed, messages],
  )

  const touch = useCallback((key: string) => setTouched((keys) => withKey(keys, topKey([key]), true)), [])
  const setDraft = useCallback(
    (key: string, isDraft: boolean) => setDrafts((keys) => withKey(keys, key, isDraft)),
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

  return { problems, unplaced, failures, found, touch, setDraft, forget, attempt }
}

function findProblems(plans: readonly FieldPlan[], input: Input, drafts: ReadonlySet<string>): Problem[] {
  const broken = flat(plans).filter((plan) => drafts.has(plan.key))
  const unread = broken.map<Problem>(({ path, kind }) => ({
    path,
    code: kind === 'json' ? 'not-json' : kind === 'file' ? 'not-a-url' : 'not-a-number',
  }))
  const others = checkInput(plans, input).filter(({ path }) => !drafts.has(pathKey(path)))
  return [...unread, ...others]
}

function flat(plans: readonly FieldPlan[]): FieldPlan[] {
  return plans.flatMap((plan) => {
    if (plan.kind === 'group') return [plan, ...flat(plan.fields)]
    return plan.kind === 'size' ? [plan, plan.width, plan.height] : [plan]
  })
}

/** Errors of `images.1` belong to `images`: an entry is named by its place. */
function inWords({ path, message }: FieldError, key: string, messages: Messages): string {
  const index = path[key === '' ? 0 : key.split('.').length]
  return typeof index === 'number' ? messages.formItemProblem(index + 1, message) : message
}

function topKey(path: readonly (string | number)[]): string {
  return String(path[0] ?? '').split('.')[0] ?? ''
}

function withKey(keys: ReadonlySet<string>, key: string, isIn: boolean): ReadonlySet<string> {
  if (keys.has(key) === isIn) return keys
  const next = new Set(keys)
  if (isIn) next.add(key)
  else next.delete(key)
  return next
}

interface PlacedErrors {
  /** By the field's key. */
  placed: Map<string, FieldError[]>
  /** About no field that is shown. */
  unplaced: FieldError[]
}

/** Finds for each error the innermost field that it is about: `images.1` stands at `images`. */
function placeErrors(plans: readonly FieldPlan[], errors: readonly FieldError[]): PlacedErrors {
  const placed = new Map<string, FieldError[]>()
  const unplaced: FieldError[] = []
  for (const error of errors) {
    const plan = fieldAt(plans, error.path)
    if (plan) placed.set(plan.key, [...(placed.get(plan.key) ?? []), error])
    else unplaced.push(error)
  }
  return { placed, unplaced }
}

function fieldAt(plans: readonly FieldPlan[], path: readonly (string | number)[]): FieldPlan | undefined {
  const plan = plans.find(({ path: own }) => own.every((step, index) => String(path[index]) === String(step)))
  if (plan?.kind !== 'group') return plan
  return fieldAt(plan.fields, path) ?? plan
}

/**
 * Takes the focus to the first thing that is wrong: after a submit that was held back, and when errors come from outside.
 * Not when the person is at work elsewhere on the page by then.
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
    const field = form.querySelector('[data-mr-part="field"][data-state="invalid"]')
    const first =
      field?.querySelector('[aria-invalid="true"]:not([hidden] *)') ??
      field?.querySelector(CONTROLS) ??
      form.querySelector('[data-mr-part="summary"]')
    if (first instanceof HTMLElement) first.focus()
  }, [root, failures, errors])
}

/** What can be worked in a field: what is hidden, or is only the head of what can be worked, is not. */
const CONTROLS = ':is(input, select, textarea, button):not([hidden], [hidden] *, [role="tab"], :disabled)'
