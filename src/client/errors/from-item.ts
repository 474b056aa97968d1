import { outcomeOf } from '../../protocol/outcome.js'
import type { RequestItem } from '../../protocol/request-item.js'
import { fieldErrorsOf } from './field-errors.js'
import { ModelRunnerError } from './model-runner-error.js'
import { statusInWords } from './status-in-words.js'
import { textOfBody } from './text-of-body.js'

/** Why a request failed, as its item tells it; undefined where it did not fail. Failed requests are not billed. */
export function errorFromItem(
  item: Pick<RequestItem, 'id' | 'status' | 'billingStatus' | 'error'>,
): ModelRunnerError | undefined {
  if (outcomeOf(item) !== 'failed') return undefined
  const body = parsed(item.error)
  const message = textOfBody(body)
  const isOutput = statusInWords(JSON.stringify(body ?? '')) === 422
  return new ModelRunnerError({
    kind: isOutput ? 'invalid-output' : 'generation-failed',
    message: message || 'The generation failed and no reason was given.',
    requestId: item.id,
    fieldErrors: fieldErrorsOf({ error: body }).concat(fieldErrorsOf(body)),
    body: item.error,
  })
}

/** Some items hold the envelope, or its issues, as JSON text. */
function parsed(error: unknown): unknown {
  if (typeof error !== 'string' || !/^\s*[[{]/.test(error)) return error
  try {
    return JSON.parse(error)
  } catch {
    return error
  }
}
