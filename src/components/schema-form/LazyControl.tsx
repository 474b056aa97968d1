import type { ReactNode } from 'react'
import { enForm } from '../../messages/english/en-form.js'
import { createChunk, useChunk, type ChunkState } from '../internal/chunk.js'
import type * as editorsModule from './editors.js'
import { useAreaMessages } from '../internal/use-area-messages.js'
import { type FieldPlan, flatPlans, type ListPlan } from './field-plan.js'
import { NumberField } from './fields/NumberField.js'
import { TextField } from './fields/TextField.js'
import type { WidgetProps } from './fields-options.js'
import { Part } from './parts.js'

const editors = createChunk(() => import('./editors.js'))

/** Fetches the editors; a second call while they are under way does nothing. */
export const loadEditors = editors.load

/** The editors of rows, variants, JSON and the like, fetched when a form has such a field. */
export function useEditors(isWanted: boolean): ChunkState<typeof editorsModule> {
  return useChunk(editors, isWanted)
}

/** An editor that is fetched when a form needs it; till then a plain control where there is one. */
export function LazyControl({ plan, widget }: { plan: FieldPlan; widget: WidgetProps }): ReactNode {
  const messages = useAreaMessages(enForm)
  const loading = useEditors(true)
  if (loading.state === 'ready') {
    const { ColorField, Combobox, JsonField, ListField, SeedField, SizeField, VariantsField } = loading.value
    switch (plan.kind) {
      case 'text':
        return <Combobox {...widget} plan={plan} />
      case 'number':
        return <SeedField {...widget} plan={plan} />
      case 'size':
        return <SizeField {...widget} plan={plan} />
      case 'list':
        return <ListField {...widget} plan={plan as ListPlan} />
      case 'json':
        return <JsonField {...widget} plan={plan} />
      case 'color':
        return <ColorField {...widget} plan={plan} />
      case 'variants':
        return <VariantsField {...widget} plan={plan} />
      default:
        return null
    }
  }
  if (plan.kind === 'text') return <TextField {...widget} plan={plan} />
  if (plan.kind === 'number') return <NumberField {...widget} plan={plan} />
  return loading.state === 'failed' ? (
    <Part
      part="retry"
      as="button"
      type="button"
      look="button small"
      id={widget.id}
      onClick={() => void loadEditors()}
    >
      {messages.formLoadAgain}
    </Part>
  ) : (
    <Part part="loading" as="p" look="row busy hint" id={widget.id}>
      {messages.formLoadingField}
    </Part>
  )
}

/** Whether a form has fields whose control is not there at first. */
export function needsEditors(plans: readonly FieldPlan[]): boolean {
  return flatPlans(plans).some(
    (plan) =>
      ['list', 'variants', 'json', 'size', 'color'].includes(plan.kind) ||
      (plan.kind === 'number' && plan.seed === true) ||
      (plan.kind === 'file' && plan.maskOf !== undefined) ||
      hasCombobox(plan),
  )
}

/** One line with suggestions; those of a long text are examples beside it. */
export function hasCombobox(plan: FieldPlan): boolean {
  return plan.kind === 'text' && !plan.multiline && plan.suggestions !== undefined
}
