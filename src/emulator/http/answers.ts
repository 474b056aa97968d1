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
