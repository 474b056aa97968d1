import { outcomeOf, type RequestItem } from '../../protocol/request-item.js'
import { cut } from './cut.js'
import { isRecord } from '../../shared/json.js'
import { ModelRunnerError } from './model-runner-error.js'
import { parseNested } from './parse-nested.js'

/**
 * Why a request failed, as its item tells it; undefined where it did not fail. The result URL tells more (each field
 * error), for who watches the result.
 */
export function errorFromItem(
  item: Pick<RequestItem, 'id' | 'status' | 'billingStatus' | 'error'>,
): ModelRunnerError | undefined {
  if (outcomeOf(item) !== 'failed') return undefined
  const { error: body, id: requestId } = item
  const text = typeof body === 'string' ? body : JSON.stringify(body ?? '')
  return new ModelRunnerError({
    kind: /INVALID_OUTPUT|output.{0,40}schema/i.test(text) ? 'invalid-output' : 'generation-failed',
    message: cut(reasonOf(body)) || 'The generation failed and no reason was given.',
    requestId,
    // Failed requests are not billed; one that says both is for the platform to explain.
    billed: item.billingStatus === 'charged' && 'unknown',
    body,
  })
}

/** A text, or the first text in an envelope or a list of issues, also one that is JSON text itself. */
function reasonOf(error: unknown): string {
  const value = parseNested(error)
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return reasonOf(value[0])
  return isRecord(value) ? reasonOf(value.error ?? value.message ?? value.msg ?? value.detail) : ''
}
