import { isFileUrl } from '../../shared/schema/file-field.js'
import type { FieldPlan, FieldBase, FilePlan } from './field-plan.js'
import { snake } from './read-node.js'

/** A file or several, by upload or by URL. */
export function planFile(
  base: FieldBase,
  file: { accept: string; isGuess: boolean; multiple: boolean },
): FilePlan {
  const { default: start, ...rest } = base
  const entries = Array.isArray(start) ? (start as unknown[]) : [start]
  const isFile = entries.every((entry) => typeof entry === 'string' && isFileUrl(entry))
  return {
    ...rest,
    ...(isFile && start !== undefined ? { default: start } : undefined),
    kind: 'file',
    multiple: file.multiple,
    accept: file.accept || undefined,
    ...(file.isGuess ? { freeText: true } : undefined),
  }
}

/** A mask beside a picture can be painted over it. */
export function withMask(plan: FieldPlan, siblings: readonly FieldPlan[]): FieldPlan {
  const isMask = (candidate: FieldPlan) =>
    /(?:^|_)mask(?:_|$)/.test(snake(candidate.key.split('.').at(-1) ?? ''))
  if (plan.kind !== 'file' || plan.multiple || !isMask(plan)) return plan
  const imageFields = siblings.filter(
    (other) => other.kind === 'file' && !other.multiple && other.accept === 'image/*' && !isMask(other),
  )
  const imageField =
    imageFields.find(({ path }) =>
      /^(?:input_?|init_?|source_?)?image(?:_?url)?$/i.test(String(path.at(-1))),
    ) ?? imageFields[0]
  return imageField ? { ...plan, maskOf: imageField.path } : plan
}
