import { outcomeOf } from '../../protocol/outcome.js'
import type { RequestItem } from '../../protocol/request-item.js'
import { fieldErrorsOf } from './field-errors.js'
import { ModelRunnerError } from './model-runner-error.js'
import { parseJson } from './parse-json.js'
import { textOfBody } from './text-of-body.js'

/** Why a request failed, as its item tells it; undefined where it did not fail. Failed requests are not billed. */
export function errorFromItem(
  item: Pick<RequestItem, 'id' | 'status' | 'billingStatus' | 'error'>,
): ModelRunnerError | undefined {
  if (outcomeOf(item) !== 'failed') return undefined
  const error = parseJson(item.error)
  const isOutput = /INVALID_OUTPUT|output.*schema/.test(JSON.stringify(error))
  const own = fieldErrorsOf(error)
  return new ModelRunnerError({
    kind: isOutput ? 'invalid-output' : 'generation-failed',
    message: textOfBody(error ?? '') || 'The generation failed and no reason was given.',
    requestId: item.id,
    fieldErrors: own.length ? own : fieldErrorsOf({ error }),
    body: item.error,
  })
}
