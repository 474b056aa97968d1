import { createChunk, useChunk, type ChunkState } from '../internal/chunk.js'
import type * as editorsModule from './editors.js'
import { type FieldPlan, flatPlans } from './field-plan.js'

const editors = createChunk(() => import('./editors.js'))

/** Fetches the editors; a second call while they are under way does nothing. */
export const loadEditors = editors.load

/** The editors of rows, variants, JSON and the like, fetched when a form has such a field. */
export function useEditors(isWanted: boolean): ChunkState<typeof editorsModule> {
  return useChunk(editors, isWanted)
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
