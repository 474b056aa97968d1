import { useEffect, useSyncExternalStore } from 'react'
import type * as editorsModule from './editors/editors.js'
import { type FieldPlan, flatPlans } from './field-plan.js'

type Editors = typeof editorsModule
type Loading = { state: 'idle' | 'loading' | 'failed' } | { state: 'ready'; editors: Editors }

// Code, not data: what one form has loaded is there for the next.
let loading: Loading = { state: 'idle' }
const listeners = new Set<() => void>()

function set(next: Loading): void {
  loading = next
  for (const listener of listeners) listener()
}

/** Fetches the editors; a second call while they are under way does nothing. */
export async function loadEditors(): Promise<void> {
  if (loading.state === 'loading' || loading.state === 'ready') return
  set({ state: 'loading' })
  try {
    set({ state: 'ready', editors: await import('./editors/editors.js') })
  } catch {
    set({ state: 'failed' })
  }
}

/** The editors of rows, variants, JSON and the like, fetched when a form has such a field. */
export function useEditors(isWanted: boolean): Loading {
  const current = useSyncExternalStore(
    subscribe,
    () => loading,
    () => IDLE,
  )
  useEffect(() => {
    if (isWanted) void loadEditors()
  }, [isWanted])
  return current
}

const IDLE: Loading = { state: 'idle' }

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Whether a form has fields whose control is not there at first. */
export function needsEditors(plans: readonly FieldPlan[]): boolean {
  return flatPlans(plans).some(
    (plan) =>
      ['list', 'variants', 'json', 'size', 'color'].includes(plan.kind) ||
      (plan.kind === 'number' && plan.seed === true) ||
      hasCombobox(plan),
  )
}

/** One line with suggestions; those of a long text are examples beside it. */
export function hasCombobox(plan: FieldPlan): boolean {
  return plan.kind === 'text' && !plan.multiline && plan.suggestions !== undefined
}
