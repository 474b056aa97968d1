import type { JsonSchema } from '../../protocol/model.js'
import type { Issue } from './issue.js'

export function checkString(schema: JsonSchema, value: string, path: (string | number)[]): Issue[] {
  const { minLength, maxLength, format, pattern } = schema
  if (minLength !== undefined && value.length < minLength) {
    const message = `String must contain at least ${minLength} character(s)`
    return [{ code: 'too_small', path, message, minimum: minLength, type: 'string', inclusive: true }]
  }
  if (maxLength !== undefined && value.length > maxLength) {
    const message = `String must contain at most ${maxLength} character(s)`
    return [{ code: 'too_big', path, message, maximum: maxLength, type: 'string', inclusive: true }]
  }
  if (format === 'uri' && !/^(https?:\/\/\S+|data:\S+)$/i.test(value)) {
    return [{ code: 'invalid_string', path, message: 'Invalid url', validation: 'url' }]
  }
  if (pattern !== undefined && !new RegExp(pattern).test(value)) {
    return [{ code: 'invalid_string', path, message: 'Invalid', validation: 'regex' }]
  }
  return []
}
