import { useRef, useState } from 'react'
import type { FormEditorMessages } from '../../../messages/areas/form-messages.js'
import { enFormEditor } from '../../../messages/english/en-form-editor.js'
import { useAreaMessages } from '../../internal/use-area-messages.js'
import type { JsonSchema } from '../../../protocol/model.js'
import { isSchema } from '../../../shared/schema/resolve-schema.js'
import type { FieldPlan, Variant, VariantsPlan } from '../field-plan.js'
import { SelectOptions } from '../fields/ChoiceField.js'
import type { WidgetProps } from '../fields-options.js'
import { useFormContext } from '../form-context.js'
import { misfit, startOf, variantOf } from '../form-input.js'
import { Part } from '../parts.js'

/** A value of another kind than a variant's own. */
const OTHER_KIND = 100

/** First which kind of value, then its own fields. What was filled in for one kind is there again when it is chosen again. */
export function VariantsField(props: WidgetProps<VariantsPlan>) {
  const { plan, value, onChange, label } = props
  const messages = useAreaMessages(enFormEditor)
  const [chosen, setChosen] = useState<number>()
  const kept = useRef(new Map<number, unknown>())
  const current = currentVariant(plan, value, chosen)
  const variant = plan.variants[current]

  function choose(key: string) {
    if (variant) kept.current.set(current, value)
    const index = key === '' ? -1 : Number(key)
    setChosen(index < 0 ? undefined : index)
    const next = plan.variants[index]
    onChange(next && (kept.current.get(index) ?? startWith(next, variant?.plan, value, plan.root)))
  }

  return (
    <>
      <SelectOptions
        {...props}
        options={plan.variants.map((each, index) => ({
          key: String(index),
          label: each.label || kindName(each.plan.kind, index + 1, messages),
        }))}
        current={current < 0 ? '' : String(current)}
        canBeUnset={!plan.required}
        onChoose={choose}
      />
      {variant && <VariantInside plan={variant.plan} label={variant.label || label} />}
    </>
  )
}

function VariantInside({ plan, label }: { plan: FieldPlan; label: string }) {
  const { Field } = useFormContext()
  if (plan.kind === 'constant') return null
  if (plan.kind !== 'group') return <Field plan={{ ...plan, label, description: undefined }} isInner />
  return (
    <Part part="group">
      <Part part="fields" role="group" aria-label={label}>
        {plan.fields.map((field) => (
          <Field key={field.key} plan={field} />
        ))}
      </Part>
    </Part>
  )
}

function kindName(kind: FieldPlan['kind'], position: number, messages: FormEditorMessages): string {
  switch (kind) {
    case 'text':
      return messages.formKindText
    case 'number':
      return messages.formKindNumber
    case 'choice':
      return messages.formKindChoice
    case 'list':
      return messages.formKindList
    case 'file':
      return messages.formKindFile
    case 'group':
      return position > 1 ? messages.formKindOther(position) : messages.formKindGroup
    case 'boolean':
    case 'color':
    case 'size':
    case 'variants':
    case 'constant':
    case 'json':
      return messages.formKindOther(position)
    default:
      return kind satisfies never
  }
}

/** The chosen one while the value may still be of its kind; else the one that fits best. */
function currentVariant(plan: VariantsPlan, value: unknown, chosen: number | undefined): number {
  const own = chosen === undefined ? undefined : plan.variants[chosen]
  if (
    own &&
    chosen !== undefined &&
    (value === undefined || misfit(own.schema, value, plan.root) < OTHER_KIND)
  )
    return chosen
  return variantOf(plan, value)
}

/** What a variant starts with: what was filled in for the one before stays, where it has a field of the same name and kind. */
function startWith(next: Variant, before: FieldPlan | undefined, value: unknown, root: JsonSchema): unknown {
  const start = startOf(next.plan) ?? emptyOf(next.plan)
  const { plan } = next
  if (plan.kind !== 'group' || before?.kind !== 'group' || !isSchema(start) || !isSchema(value)) return start
  const carried = plan.fields.flatMap((field): [string, unknown][] => {
    const name = String(field.path.at(-1))
    const isSame = before.fields.some(({ key, kind }) => key === field.key && kind === field.kind)
    return isSame && Object.hasOwn(value, name) && field.kind !== 'constant' ? [[name, value[name]]] : []
  })
  const filled = { ...start, ...Object.fromEntries(carried) }
  return misfit(next.schema, filled, root) < OTHER_KIND ? filled : start
}

/** A value that is there, so that the variant counts as chosen. */
function emptyOf(plan: FieldPlan): unknown {
  switch (plan.kind) {
    case 'text':
      return ''
    case 'list':
      return []
    case 'choice':
      return plan.options[0]
    default:
      return undefined
  }
}
