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
