/** One issue of a validation error, in any of the dialects that occur (Zod, Ajv, FastAPI). */
export interface WireIssue {
  path?: (string | number)[]
  instancePath?: string
  loc?: (string | number)[]
  message?: string
  msg?: string
  code?: string
  type?: string
  keyword?: string
}

/** The platform's error body. `source: "proxy"` is added by this package's own proxy handler. */
export interface ErrorEnvelope {
  error?: string | WireIssue[]
  message?: string
  request_id?: string
  statusCode?: number
  details?: {
    code?: string
    validationErrors?: WireIssue[]
    /** Of a proxy's `USER_LIMIT`: the limit's name in the `limits` option. */
    limit?: string
    /** Of a proxy's `USER_LIMIT`: when it is worth trying again, ISO 8601. */
    resetsAt?: string
  }
  detail?: string | WireIssue[]
  source?: 'proxy'
}

/** `details.code` of the package's own proxy: this chat was sent already, by a front that repeats calls. */
export const REPEATED_CHAT = 'REPEATED_CHAT'
