import { useCallback, useMemo, useState } from 'react'
import type { FieldError } from '../../client/errors/model-runner-error.js'
import type { Messages } from '../../messages/messages.js'
import { checkInput, type Problem } from './check-input.js'
import type { FieldPlan } from './field-plan.js'
import type { Input } from './initial-input.js'
import { pathKey } from './path.js'
import { placeErrors } from './place-errors.js'
import { problemText } from './problem-text.js'

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
