import type { JsonSchema } from '../../protocol/model.js'
import { checkSchema } from './check-schema.js'
import type { Issue } from './issue.js'

/** What is wrong with an input, as Zod would say it. Unknown fields are forwarded to the model: they are not issues. */
export function validateInput(
  schemas: Record<string, JsonSchema>,
  input: Readonly<Record<string, unknown>>,
): Issue[] {
  const root = schemas['Input']
  return root ? checkSchema(root, input, [], schemas) : []
}
