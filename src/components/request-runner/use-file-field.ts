import { type ComponentType, useEffect, useMemo, useState } from 'react'
import type { JsonSchema } from '../../protocol/model.js'
import { applyFieldsOptions } from '../schema-form/apply-fields-options.js'
import type { FieldPlan, FilePlan } from '../schema-form/field-plan.js'
import type { FieldsOptions, WidgetProps } from '../schema-form/fields-options.js'
import { planFields } from '../schema-form/plan-fields.js'

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
