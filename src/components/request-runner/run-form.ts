import type { FieldError, ModelRunnerError } from '../../client/errors/model-runner-error.js'
import { type ComponentType, useEffect, useMemo, useState, type RefObject } from 'react'
import type { JsonSchema } from '../../protocol/model.js'
import { applyFieldsOptions, type FieldsOptions, type WidgetProps } from '../schema-form/fields-options.js'
import type { FieldPlan, FilePlan } from '../schema-form/field-plan.js'
import { planFields } from '../schema-form/plan-fields.js'
import { focusForNow } from '../internal/focus-for-now.js'

/** What of an error belongs to the form: all but what is wrong with the output. */
export function formErrors(error: ModelRunnerError | undefined): FieldError[] | undefined {
  const errors = error?.fieldErrors.filter(({ path }) => path[0] !== 'output') ?? []
  return errors.length > 0 ? errors : undefined
}

type FileFieldType = ComponentType<WidgetProps<FilePlan>>

/**
 * The control of file fields, fetched when the model has such a field: uploader and library weigh as much as all else.
 * Where it cannot be fetched the form's own plain one serves. `isPending`: the form had better wait for it, so that
 * nothing moves when it comes.
 */
export function useFileField(
  schema: JsonSchema | undefined,
  fields: FieldsOptions,
  own: FileFieldType | undefined,
): { fileField?: FileFieldType; isPending: boolean } {
  const isWanted = useMemo(
    () => !own && applyFieldsOptions(planFields(schema) ?? [], fields).some(holdsFile),
    [own, schema, fields],
  )
  const [found, setFound] = useState<{ FileField?: FileFieldType }>()
  useEffect(() => {
    if (!isWanted) return
    let isGone = false
    import('../file-field/FileField.js').then(
      (module) => !isGone && setFound(module),
      () => !isGone && setFound({}),
    )
    return () => {
      isGone = true
    }
  }, [isWanted])
  return { fileField: own ?? found?.FileField, isPending: isWanted && !found }
}

function holdsFile(plan: FieldPlan): boolean {
  return plan.kind === 'file' || (plan.kind === 'group' && plan.fields.some(holdsFile))
}

/**
 * A refused input takes the focus to what is wrong. The form does so where it has the field; what is wrong with no field
 * stands in the run's notice. Not when the person is at work elsewhere by then, be it in another field.
 */
export function useFocusRefusal(root: RefObject<HTMLElement | null>, error: ModelRunnerError | undefined) {
  useEffect(() => {
    const runner = root.current
    if (error?.kind !== 'validation' || !runner?.querySelector('[data-mr-part="submit"]:focus')) return
    if (runner.querySelector('[data-mr-part="field"][data-state="invalid"]')) return
    const notice = runner.querySelector<HTMLElement>(
      '[data-mr-part="stage"] [data-mr="error-notice"][data-mr-part="root"]',
    )
    if (notice) focusForNow(notice, { preventScroll: false })
  }, [root, error])
}
