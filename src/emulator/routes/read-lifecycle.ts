import { HEADERS } from '../../protocol/headers.js'
import { MAX_LIFECYCLE_SECONDS, MIN_LIFECYCLE_SECONDS } from '../../protocol/limits.js'
import { HttpError } from '../http/http-error.js'

/** The lifetime a call asks for: `{"expiration_duration_seconds": N | null}`; nothing where the files stay. */
export function readLifecycle(headers: Headers): { expiresInSeconds?: number } {
  const text = headers.get(HEADERS.lifecycle)
  if (text === null) return {}
  const seconds = parse(text)
  if (seconds === null) return {}
  if (
    typeof seconds !== 'number' ||
    !Number.isInteger(seconds) ||
    seconds < MIN_LIFECYCLE_SECONDS ||
    seconds > MAX_LIFECYCLE_SECONDS
  ) {
    const range = `${MIN_LIFECYCLE_SECONDS} to ${MAX_LIFECYCLE_SECONDS}`
    throw new HttpError(400, `${HEADERS.lifecycle}: expiration_duration_seconds must be null or ${range}`)
  }
  return { expiresInSeconds: seconds }
}

function parse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value && 'expiration_duration_seconds' in value) {
      return value.expiration_duration_seconds
    }
  } catch {
    // Falls through: the text is no such object.
  }
  throw new HttpError(400, `${HEADERS.lifecycle} must be JSON like {"expiration_duration_seconds": 3600}`)
}
