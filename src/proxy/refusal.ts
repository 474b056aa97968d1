import type { ErrorEnvelope } from '../protocol/error-envelope.js'

/** A call that the proxy itself does not carry out. Its message is for the app's developer and never holds secrets. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly status: number
  readonly headers: Record<string, string>
  readonly details: ErrorEnvelope['details']

  constructor(
    status: number,
    message: string,
    headers: Record<string, string> = {},
    details?: ErrorEnvelope['details'],
  ) {
    super(message)
    this.status = status
    this.headers = headers
    this.details = details
  }

  /** The platform's error envelope, tagged so that it is distinguished from the platform's own. */
  toResponse(): Response {
    const body: ErrorEnvelope = {
      error: this.message,
      message: this.message,
      statusCode: this.status,
      source: 'proxy',
      ...(this.details && { details: this.details }),
    }
    return new Response(JSON.stringify(body), {
      status: this.status,
      headers: {
        ...this.headers,
        'content-type': 'application/json',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      },
    })
  }
}
