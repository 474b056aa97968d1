import { HEADERS } from '../../protocol/headers.js'
import { isRequestState, isTerminalState } from '../../protocol/request-item.js'
import { isErrorBody, isErrorStatus, kindOfStatus } from './error-status.js'
import { isRecord } from '../../shared/json.js'
import { cut } from './cut.js'
import { type ErrorKind, type FieldError, ModelRunnerError, type UserLimit } from './model-runner-error.js'
import { retryAfterMs } from './retry-after.js'
import { isHtml, textOfBody } from './text-of-body.js'
import { adviceFor } from '../../shared/developer-advice.js'
import { parseNested } from './parse-nested.js'

// Seldom needed, as all of this.
export { usableOf } from '../../protocol/odd-fields.js'

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

const MISTAKES: readonly ErrorKind[] = ['proxy', 'unauthorized', 'forbidden']
const reported = new Set<string>()

/**
 * Prints what is wrong in the app's setup, once per cause: the notice may be hidden or replaced. In development alone;
 * tests and production stay silent.
 */
function reportMistake(error: ModelRunnerError): void {
  if (process.env.NODE_ENV !== 'development' || !MISTAKES.includes(error.kind)) return
  const cause = `${error.kind} ${error.status}`
  if (reported.has(cause)) return
  reported.add(cause)
  const page = `https://cdn.jsdelivr.net/npm/modelrunner-react/docs/errors/${error.kind}.md`
  // eslint-disable-next-line no-console -- the developer's own console
  console.error(`modelrunner-react: ${[error.message, adviceFor(error), page].filter(Boolean).join('\n')}`)
}

/** More issues than this help nobody. */
const MAX_FIELD_ERRORS = 100

/**
 * The issues of an error body, in any dialect that occurs: Zod (`error`, also as JSON text or under `issues`),
 * Ajv (`details.validationErrors` with `instancePath`), FastAPI (`detail` with `loc`). Paths are relative to the input.
 */
export function fieldErrorsOf(body: unknown): FieldError[] {
  if (!isRecord(body)) return []
  const { details, error, detail, errors } = body
  for (const candidate of [isRecord(details) && details.validationErrors, error, detail, details, errors]) {
    const parsed = parseNested(candidate)
    const issues = isRecord(parsed) ? parsed.issues : parsed
    if (Array.isArray(issues) && issues.length) return issues.slice(0, MAX_FIELD_ERRORS).flatMap(fieldError)
  }
  return []
}

function fieldError(value: unknown): FieldError[] {
  const issue = isRecord(value) ? value : { message: value }
  const code = cut(issue.code) || cut(issue.type) || cut(issue.keyword)
  const message = cut(issue.message) || cut(issue.msg) || code
  return message ? [{ path: pathOf(issue), message, ...(code && { code }) }] : []
}

function pathOf(issue: Record<string, unknown>): (string | number)[] {
  return partsOf(issue).flatMap((part) => {
    if (typeof part === 'number') return [part]
    if (typeof part !== 'string') return []
    // Pointers and some dialects write array indexes as text.
    return [/^(0|[1-9]\d{0,8})$/.test(part) ? Number(part) : part]
  })
}

function partsOf({ path, instancePath, loc, params }: Record<string, unknown>): unknown[] {
  if (Array.isArray(path)) return path
  if (Array.isArray(loc)) return loc.slice(loc[0] === 'body' ? 1 : 0)
  if (typeof path === 'string') return path.split(/[.[\]]+/).filter(Boolean)
  const pointer = typeof instancePath === 'string' ? instancePath.split('/').slice(1).map(unescaped) : []
  // Ajv names a field that is missing apart from the path.
  return [...pointer, isRecord(params) && params.missingProperty]
}

function unescaped(part: string): string {
  return part.replaceAll('~1', '/').replaceAll('~0', '~')
}

const ADVICE: Record<number, string> = {
  200: 'A web page or a bare text came back: there is no proxy at proxyUrl.',
  400: 'It must be sent the target URL: is something in between dropping x-modelrunner-* headers?',
  401: 'Set MODELRUNNER_KEY where the proxy runs, or sign the person in if the proxy asks for that.',
  403: 'It does not allow this call: see its allow, endpoints and allowedOrigins.',
  404: 'There is no proxy at proxyUrl: mount the handler there.',
  412: 'It does not forward to this host: see hosts.',
}

const REDIRECT =
  'Let it answer 401 where nobody is signed in, instead of a sign-in page; or set proxyUrl to where it really is.'

/** What a developer does about a proxy's refusal. Only a missing method is said in production too: it shows there first. */
function proxyAdvice(status: number, method: string, redirectedTo?: string): string {
  const missing =
    status === 405
      ? ` The route does not export ${method}: export const { GET, POST, PUT, PATCH, DELETE } = toRouteHandlers(handler)`
      : ''
  // Spelt out, not isDevelopment(), so that bundlers drop the texts.
  if (process.env.NODE_ENV !== 'production') {
    return `${missing} ${redirectedTo ? REDIRECT : (ADVICE[status] ?? '')} See docs/errors/proxy.md`.replace(
      '  ',
      ' ',
    )
  }
  return missing
}

/** What a status looks like in words; first match wins. */
const STATUS_TEXTS: readonly (readonly [number, RegExp])[] = [
  [402, /insufficient (balance|credit|fund)|payment req|top.?up/i],
  [429, /rate.?limit|too many/i],
  [413, /too large/i],
  [409, /conflict|still (in|running|processing)|not (yet )?(finished|complete|ready)/i],
  [404, /not.?found/i],
  [403, /forbidden|no access/i],
  [401, /unauthori|authenticat|api.?key/i],
  [500, /internal|gateway|unavailable|overloaded|timed? ?out/i],
  [400, /bad request|validation|invalid/i],
]

/** The status that a text tells of, for proxies that answer 200 to everything and bodies without `statusCode`. */
function statusInText(text: string): number | undefined {
  return STATUS_TEXTS.find(([, pattern]) => pattern.test(text))?.[0]
}
