import type { JsonSchema } from '../../protocol/model.js'
import type { Issue } from './issue.js'

export function checkNumber(schema: JsonSchema, value: number, path: (string | number)[]): Issue[] {
  const { minimum, maximum, multipleOf } = schema
  if (minimum !== undefined && value < minimum) {
    const message = `Number must be greater than or equal to ${minimum}`
    return [{ code: 'too_small', path, message, minimum, type: 'number', inclusive: true }]
  }
  if (maximum !== undefined && value > maximum) {
    const message = `Number must be less than or equal to ${maximum}`
    return [{ code: 'too_big', path, message, maximum, type: 'number', inclusive: true }]
  }
  if (multipleOf !== undefined && Math.abs(value / multipleOf - Math.round(value / multipleOf)) > 1e-9) {
    const message = `Number must be a multiple of ${multipleOf}`
    return [{ code: 'not_multiple_of', path, message, multipleOf }]
  }
  return []
}
