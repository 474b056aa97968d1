import { useState } from 'react'
import { enForm } from '../../messages/english/en-form.js'
import { useAreaMessages } from '../internal/use-area-messages.js'
import { Field } from './Field.js'
import type { FieldPlan } from './field-plan.js'
import { useFormContext } from './form-context.js'
import { Part } from './parts.js'

// A form of thousands of fields would take seconds to render.
const PAGE = 100

/** The form's fields: the basic ones, and the advanced ones folded away. */
export function FieldList({ plans }: { plans: readonly FieldPlan[] }) {
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
