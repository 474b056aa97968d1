/** Thrown by a route; becomes the platform's error envelope. */
export class HttpError extends Error {
  readonly status: number
  readonly body: Record<string, unknown>
  readonly headers: Record<string, string>

  constructor(
    status: number,
    error: unknown,
    extra: Record<string, unknown> = {},
    headers: Record<string, string> = {},
  ) {
    super(typeof error === 'string' ? error : `HTTP ${status}`)
    this.status = status
    this.body = { error, ...extra }
    this.headers = headers
  }
}

/** A JSON answer. */
export function jsonResponse(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  })
}

/** The platform's error envelope: `{ error, message?, statusCode, request_id, details? }`. */
export function errorResponse(error: HttpError, correlationId: string): Response {
  const body = { ...error.body, statusCode: error.status, request_id: correlationId }
  return jsonResponse(body, error.status, error.headers)
}

/** Stands for a connection that breaks before an answer: a rejected fetch in-process, a destroyed socket when listening. */
export class ConnectionCut extends Error {
  constructor() {
    super('The connection was cut by a fault of the emulator.')
  }
}

const OPENAI_CODES: Record<number, [type: string, code: string]> = {
  401: ['invalid_request_error', 'invalid_api_key'],
  404: ['invalid_request_error', 'model_not_found'],
  429: ['rate_limit_exceeded', 'rate_limit_exceeded'],
  502: ['upstream_error', 'upstream_error'],
}

/** OpenAI's error envelope: `{ error: { message, type, param, code } }`. */
export function openAiErrorResponse({ status, message, body, headers }: HttpError): Response {
  const [type, code] =
    OPENAI_CODES[status] ??
    (status < 500 ? ['invalid_request_error', null] : ['upstream_error', 'upstream_error'])
  const error = {
    message,
    type: body['type'] ?? type,
    param: body['param'] ?? null,
    code: body['code'] ?? code,
  }
  return jsonResponse({ error }, status, headers)
}
