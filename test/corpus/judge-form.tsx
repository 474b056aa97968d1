import { cleanup, fireEvent, render } from '@testing-library/react'
import { checkInput } from '../../src/components/schema-form/check-input.js'
import type { FieldPlan } from '../../src/components/schema-form/field-plan.js'
import { cleanInput, initialInput, type Input } from '../../src/components/schema-form/form-input.js'
import { planFields } from '../../src/components/schema-form/plan-fields.js'
import { SchemaForm } from '../../src/components/schema-form/SchemaForm.js'
import { loadEditors } from '../../src/components/schema-form/LazyControl.js'
import type { JsonSchema } from '../../src/protocol/model.js'
import { isSchema, resolveSchema } from '../../src/shared/schema/resolve-schema.js'
import { validate } from '../../src/shared/schema/validate.js'
import { TestProvider } from '../TestProvider.js'
import { axeViolations } from './axe-violations.js'
import { settle, unfold } from './unfold.js'
import type { CorpusDocument } from './read-documents.js'
import { FormUser } from './fill-form.js'
import { type FieldGrade, gradeFields } from './judge-field.js'
import { sampleValues } from './sample-value.js'

export interface FormReport {
  id: string
  fields: FieldGrade[]
  /** Why an untouched form cannot be sent once what is required is filled in. */
  blocked: string[]
  /** Objects in the untouched body that nobody asked for. */
  unasked: string[]
  /** What an untouched form complains about before a submit, or sends against its schema. */
  untouched: string[]
  typed: { fields: number; kept: number; notSampled: string[] }
  axe: string[]
  /** Of rendering the form and of checking its input, ms. */
  ms: number
}

type SchemaDocument = Extract<CorpusDocument, { kind: 'schema' }>

/** Renders a model's form, looks at it untouched, types a value into each field, and submits. */
export async function judgeForm({ id, input: schema }: SchemaDocument): Promise<FormReport> {
  await loadEditors()
  const started = performance.now()
  const plans = planFields(schema) ?? []
  const body = cleanInput(plans, initialInput(plans))
  const root = resolveSchema(schema, schema).schema
  const report: FormReport = {
    id,
    fields: gradeFields(plans, root, schema),
    blocked: findBlocked(plans, schema, root),
    unasked: objectsIn(body, root, schema),
    untouched: [],
    typed: { fields: 0, kept: 0, notSampled: [] },
    axe: [],
    ms: 0,
  }
  const submitted: Input[] = []
  const { container } = render(
    <TestProvider>
      <SchemaForm schema={schema} onSubmit={(input) => submitted.push(input)} />
    </TestProvider>,
  )
  report.ms = performance.now() - started
  await settle()
  const form = container.querySelector('form')
  if (!form) throw new Error(`${id}: no form`)
  await unfold(form)
  const invalid = form.querySelectorAll('[aria-invalid=true], [data-mr-part=problem]')
  if (invalid.length > 0) report.untouched.push('complains before it is touched')
  report.axe = await axeViolations(form)

  fireEvent.submit(form)
  report.untouched.push(...judgeUntouched(form, submitted, plans, schema))
  typeInto(form, plans, root, schema, submitted, report)
  cleanup()
  return report
}

/** An untouched form is sent with a valid body, or names what is required and empty. */
function judgeUntouched(
  form: HTMLElement,
  submitted: readonly Input[],
  plans: readonly FieldPlan[],
  schema: JsonSchema,
): string[] {
  const [body] = submitted
  if (body) {
    return validate(body, schema, { root: schema }).map(({ path, code }) => `sent ${path.join('.')}: ${code}`)
  }
  const others = checkInput(plans, initialInput(plans), schema).filter(({ code }) => code !== 'required')
  const isNamed = form.querySelector(
    '[data-state=invalid] [data-required], [data-state=invalid] [aria-required]',
  )
  return [
    ...others.map(({ path, code }) => `held back for ${path.join('.')}: ${code}`),
    ...(isNamed ? [] : ['held back without a required field that says so']),
  ]
}

/** The form with what is required filled in, and nothing else: every complaint blocks whoever uses it. */
function findBlocked(plans: readonly FieldPlan[], schema: JsonSchema, root: JsonSchema): string[] {
  const needed = plans.filter(({ required }) => required)
  const given = needed.flatMap((plan): [string, unknown][] => {
    const name = String(plan.path.at(-1))
    const [value] = sampleValues(propertyOf(root, name), schema)
    return value === undefined || plan.default !== undefined ? [] : [[name, value]]
  })
  const input = initialInput(plans, Object.fromEntries(given))
  const unsampled = new Set(needed.map(({ key }) => key).filter((key) => !Object.hasOwn(input, key)))
  return checkInput(plans, input, schema)
    .filter(({ path }) => !unsampled.has(String(path[0])))
    .map(({ path, code }) => `${path.join('.')}: ${code}`)
}

/** Objects, also in lists, that stand in the body although their property may be absent. */
function objectsIn(value: unknown, node: JsonSchema, root: JsonSchema): string[] {
  if (!isSchema(value)) return []
  const { schema } = resolveSchema(node, root)
  const required = new Set(Array.isArray(schema.required) ? schema.required : [])
  return Object.entries(value).flatMap(([name, inner]) => {
    const isObject = Array.isArray(inner) ? inner.some(isSchema) : isSchema(inner)
    if (isObject && !required.has(name)) return [name]
    return objectsIn(inner, propertyOf(schema, name), root).map((key) => `${name}.${key}`)
  })
}

/** Types the fullest value into each field and submits: what comes out must be what was typed. */
function typeInto(
  form: HTMLElement,
  plans: readonly FieldPlan[],
  root: JsonSchema,
  schema: JsonSchema,
  submitted: Input[],
  report: FormReport,
): void {
  const user = new FormUser(form, plans)
  const wrong = (key: string, reason: string) => {
    const known = report.fields.find((field) => field.key === key)
    // What was found first is nearer to the cause.
    if (known && known.grade !== 'wrong') Object.assign(known, { grade: 'wrong', reason })
  }
  const typed = new Map<FieldPlan, unknown>()
  for (const plan of plans) {
    if (plan.kind === 'constant') continue
    const values = sampleValues(propertyOf(root, String(plan.path.at(-1))), schema)
    const lost = values.find((value) => !goesThrough(plan, value, plans, schema))
    if (lost !== undefined) wrong(plan.key, `refuses or changes ${JSON.stringify(lost)}`)
    // Emptying a field says nothing of what can be entered.
    const value = values.find((each) => !isEmpty(each))
    if (value === undefined) report.typed.notSampled.push(plan.key)
    else typed.set(plan, value)
  }
  for (const [plan, value] of typed) {
    try {
      user.fill(plan, value)
    } catch (error) {
      wrong(plan.key, error instanceof Error ? error.message : String(error))
    }
  }
  submitted.length = 0
  fireEvent.submit(form)
  const [sent] = submitted
  const problems = [...form.querySelectorAll('[data-mr-part=problem]')].map(({ textContent }) => textContent)
  for (const [plan, value] of typed) {
    report.typed.fields += 1
    const inner = sent?.[String(plan.path.at(-1))]
    const isHeldBackByOther = !sent && report.typed.notSampled.length > 0
    if (isHeldBackByOther || holds(inner, value)) report.typed.kept += 1
    else
      wrong(
        plan.key,
        `typed ${JSON.stringify(value)}, ${sent ? `sent ${JSON.stringify(inner)}` : `held back: ${problems.join(' ')}`}`,
      )
  }
}

function goesThrough(
  plan: FieldPlan,
  value: unknown,
  plans: readonly FieldPlan[],
  schema: JsonSchema,
): boolean {
  const name = String(plan.path.at(-1))
  // What is required must be filled in.
  if (plan.required && isEmpty(value)) return true
  const refused = checkInput(plans, { [name]: value }, schema).some(({ path }) => path[0] === name)
  const sent = cleanInput(plans, { [name]: value })[name]
  return !refused && (sent === undefined ? isEmpty(value) : holds(sent, value))
}

/** Whether all that was typed arrived; defaults may stand beside it. */
function holds(sent: unknown, typed: unknown): boolean {
  if (Array.isArray(typed)) {
    return (
      Array.isArray(sent) &&
      sent.length === typed.length &&
      typed.every((entry, index) => holds(sent[index], entry))
    )
  }
  if (isSchema(typed)) {
    return Object.entries(typed).every(([name, value]) =>
      isSchema(sent) && Object.hasOwn(sent, name) ? holds(sent[name], value) : isEmpty(value),
    )
  }
  return sent === typed
}

/** Empty is the same as absent. */
function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0
  return value === '' || (isSchema(value) && Object.values(value).every(isEmpty))
}

function propertyOf(parent: JsonSchema, name: string): JsonSchema {
  const properties = isSchema(parent.properties) ? (parent.properties as Record<string, JsonSchema>) : {}
  return (Object.hasOwn(properties, name) ? properties[name] : undefined) ?? {}
}
