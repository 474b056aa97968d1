import type { JsonSchema } from '../../protocol/model.js'

/** Whether an object must hold a property. Some schemas write `required: true` where a list of names should stand. */
export function isRequired({ required }: JsonSchema, name: string): boolean {
  return Array.isArray(required) && required.includes(name)
}
