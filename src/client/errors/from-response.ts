import { HEADERS } from '../../protocol/headers.js'
import { isRequestState, isTerminalState } from '../../protocol/request-item.js'
import { reportMistake } from './explain-mistake.js'
import { fieldErrorsOf } from './field-errors.js'
import { isErrorBody } from './is-error-body.js'
import { isErrorStatus } from './is-error-status.js'
import { isRecord } from '../../shared/json.js'
import { kindOfStatus } from './kind-of-status.js'
import { type ErrorKind, type FieldError, ModelRunnerError, type UserLimit } from './model-runner-error.js'
import { proxyAdvice } from './proxy-advice.js'
import { retryAfterMs } from './retry-after.js'
import { statusInText } from './status-in-text.js'
import { isHtml, textOfBody } from './text-of-body.js'

// Seldom needed, as all of this.
export { withoutOddFields } from '../../protocol/odd-fields.js'

/** A larger body is not kept on the error whole; characters. */
const MAX_KEPT_BODY = 100_000

/** What a response came to, once its body was read. */
export interface FailedResponse {
  /** As the browser saw it; the true status may stand in the body. */
  status: number
  headers: Headers
  /** The body's text. */
  text: string
  /** The parsed body; undefined where it is not JSON. */
  json: unknown
  method: string
  /** What was called, for the developer: the path below the host. */
  path: string
  now: number
  /** Where a redirect led, without its query. */
  redirectedTo?: string
  /** What a JSON answer should have held and does not. */
  lacks?: string[]
}

/** Maps an answer that is not the one hoped for to the one error type. */
export function errorFromResponse(response: FailedResponse): ModelRunnerError {
  const { headers, text, json, method, path, redirectedTo, lacks } = response
  const body = isRecord(json) ? json : {}
  const said = textOfBody(json, text)
  const fieldErrors = fieldErrorsOf(json)
  const status = trueStatus(response, body, fieldErrors, said)
  const isUnfit = lacks && status < 300 && json !== undefined && !isErrorBody(json)
  const kind = isUnfit ? 'unexpected-response' : kindOf(response, body, fieldErrors, status, said)
  const call = `${method} ${path}: HTTP ${status}`
  const error = new ModelRunnerError({
    kind,
    message: isUnfit
      ? `The answer to ${method} ${path} lacks or garbles: ${lacks.slice(0, 5).join(', ') || 'the whole body'}.`
      : kind === 'proxy'
        ? `The proxy ${redirectedTo ? `redirected to ${redirectedTo}:` : 'refused'} ${call}${said && ` ${said}`}.${proxyAdvice(status, method, redirectedTo)}`
        : said && kind !== 'unexpected-response'
          ? said
          : `${call}, ${said || 'no reason given'}`,
    status,
    requestId: [body.request_id, headers.get(HEADERS.requestId)].find(isText),
    fieldErrors,
    retryAfterMs: retryAfterMs(headers.get('retry-after'), response.now),
    limit: userLimitOf(body),
    body: text.length > MAX_KEPT_BODY ? text.slice(0, MAX_KEPT_BODY) : (json ?? text),
  })
  if (process.env.NODE_ENV !== 'production') reportMistake(error)
  return error
}

function trueStatus(
  { status, method, path }: FailedResponse,
  body: Record<string, unknown>,
  fieldErrors: FieldError[],
  said: string,
): number {
  if (isErrorStatus(body.statusCode)) return body.statusCode
  if (status >= 300 || !isErrorBody(body)) return status
  if (isOfOutput(body, fieldErrors)) return 422
  if (fieldErrors.length) return 400
  const statusFound = statusInText(said)
  // A result that is no result: the one route whose failures carry the provider's text, whatever these are.
  if (
    method === 'GET' &&
    /^\/.+\/requests\/[^/]+$/.test(path) &&
    ![401, 404, 409, 429].includes(statusFound ?? 0)
  )
    return 422
  return statusFound ?? status
}

function kindOf(
  { status: seen, method, text, json }: FailedResponse,
  body: Record<string, unknown>,
  fieldErrors: FieldError[],
  status: number,
  said: string,
): ErrorKind {
  const isRefusal = [400, 401, 403].includes(status)
  const { code, type } = isRecord(body.error) ? body.error : {}
  // An empty balance is a 429 on the chat routes: nothing to wait for. Inside a stream the code is all there is.
  const byCode = CHAT_KINDS[String(code)] ?? CHAT_KINDS[String(type)]
  if (byCode && (status < 300 || code === 'insufficient_quota' || type === 'insufficient_quota'))
    return byCode
  if (body.source === 'proxy') return isRefusal ? 'proxy' : kindOfStatus(status)
  // The platform answers in its envelope; bare strings, text, pages and nothing at all are those of a proxy, or of no proxy.
  // Looked for in the text, since an envelope may be cut off on its way.
  const isPlatforms = /^\s*\{[^]*"(error|message|details?|request_id)"\s*:/.test(text.slice(0, MAX_KEPT_BODY))
  if (!isPlatforms && (isRefusal || status === 404)) return 'proxy'
  if (seen < 300 && (typeof json === 'string' || isHtml(text))) return 'proxy'
  // Frameworks name the route that is missing: the app's own, not the platform's.
  if (status === 404 && /(Cannot|Route) [A-Z]+[ :]\/api\//.test(said)) return 'proxy'
  if (status === 400) {
    if (isTerminalState(body.status)) return 'generation-failed'
    if (isRequestState(body.status) || (!fieldErrors.length && statusInText(said) === 409)) return 'conflict'
  }
  if (status === 422) {
    if (isOfOutput(body, fieldErrors)) return 'invalid-output'
    // A submit is refused for its input, before anything was generated.
    if (fieldErrors.length && method === 'POST') return 'validation'
    if (isRecord(body.details) && body.details.validationErrors) return 'invalid-output'
  }
  return kindOfStatus(status)
}

/** Codes and types of the OpenAI envelope, `{ error: { message, type, param, code } }`, as language models answer. */
const CHAT_KINDS: Record<string, ErrorKind> = {
  insufficient_quota: 'insufficient-balance',
  rate_limit_exceeded: 'rate-limited',
  invalid_api_key: 'unauthorized',
  model_not_found: 'not-found',
  invalid_request_error: 'validation',
  upstream_error: 'server',
}

/** What our own proxy says of a limit. */
function userLimitOf({ details }: Record<string, unknown>): UserLimit | undefined {
  if (!isRecord(details) || details.code !== 'USER_LIMIT' || !isText(details.limit)) return undefined
  const { limit, resetsAt } = details
  const at = typeof resetsAt === 'number' ? resetsAt : Date.parse(String(resetsAt))
  return { name: limit, ...(Number.isFinite(at) && { resetsAt: at }) }
}

/** Whether the output broke its schema, as the platform says it: by a code, or by issues of the output. */
function isOfOutput({ details }: Record<string, unknown>, fieldErrors: FieldError[]): boolean {
  return (isRecord(details) && details.code === 'INVALID_OUTPUT') || fieldErrors[0]?.path[0] === 'output'
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}
