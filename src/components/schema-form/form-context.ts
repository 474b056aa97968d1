import { type ComponentType, createContext, useContext } from 'react'
import type { FieldPlan, FilePlan, Path } from './field-plan.js'
import type { FieldsOptions, WidgetProps } from './fields-options.js'
import type { Input } from './form-input.js'

export interface FormContextValue {
  /** One field, for editors that hold fields: they are a chunk that the field itself fetches. */
  Field: ComponentType<{ plan: FieldPlan; isInner?: boolean }>
  input: Input
  setAt: (path: Path, value: unknown) => void
  /** A control holds text that is no value (half a number, broken JSON); a string says what is wrong with it. */
  setDraft: (key: string, draft: boolean | string) => void
  touch: (key: string) => void
  /** What is wrong, in words, by the field's key. */
  problems: ReadonlyMap<string, readonly string[]>
  idOf: (key: string) => string
  disabled: boolean
  widgets: FieldsOptions['widgets']
  fileField?: ComponentType<WidgetProps<FilePlan>>
  /** Seeds that are drawn again for each run; the others stay as they are. */
  drawn: ReadonlySet<string>
  setDrawn: (key: string, isDrawn: boolean) => void
}

const FormContext = createContext<FormContextValue | null>(null)

export const FormProvider = FormContext.Provider

/** The form that a field stands in. */
export function useFormContext(): FormContextValue {
  const value = useContext(FormContext)
  if (!value) throw new Error('modelrunner-react: a form field was rendered outside <SchemaForm>.')
  return value
}

/** Focuses an element that the coming render brings. */
export function focusSoon(find: () => HTMLElement | null): void {
  requestAnimationFrame(() => find()?.focus())
}
