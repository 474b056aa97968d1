import type { HttpError } from './http-error.js'
import { jsonResponse } from './json-response.js'

/** The platform's error envelope: `{ error, message?, statusCode, request_id, details? }`. */
export function errorResponse(error: HttpError, correlationId: string): Response {
  const body = { ...error.body, statusCode: error.status, request_id: correlationId }
  return jsonResponse(body, error.status, error.headers)
}
