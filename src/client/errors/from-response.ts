import { ModelRunnerError } from './model-runner-error.js'

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
  /** What was called, for the developer: host key and path. */
  path: string
  now: number
}

/** Maps an answer that is not the one hoped for to the one error type. */
export function errorFromResponse(response: FailedResponse): ModelRunnerError {
  return new ModelRunnerError({ kind: 'server', message: `HTTP ${response.status}`, status: response.status })
}

/** Whether a 2xx body is an error in truth: some proxies swallow the status (true status in `statusCode`). */
export function isErrorBody(json: unknown): boolean {
  return (
    typeof json === 'object' &&
    json !== null &&
    !Array.isArray(json) &&
    'error' in json &&
    'statusCode' in json
  )
}
