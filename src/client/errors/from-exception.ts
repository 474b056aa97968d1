import { cut } from './cut.js'
import { type ErrorKind, isModelRunnerError, ModelRunnerError } from './model-runner-error.js'
import { isRecord } from '../../shared/json.js'

export interface ExceptionContext {
  /** The caller gave up. */
  aborted?: boolean
  /** Our own time limit ran out. */
  timedOut?: boolean
  /** The call was a submit that may have arrived. */
  maybeSubmitted?: boolean
  method?: string
  path?: string
}

const TEXTS: Partial<Record<ErrorKind, string>> = {
  aborted: 'was given up before an answer came',
  timeout: 'got no answer in time',
  network: 'got no answer: offline, CORS, or nothing at proxyUrl',
  'unexpected-response': 'failed on what came back',
}

/** Maps what a call threw (no connection, abort, time limit, undecodable answer) to the one error type. */
export function errorFromException(cause: unknown, context: ExceptionContext = {}): ModelRunnerError {
  if (isModelRunnerError(cause)) return cause
  const { maybeSubmitted, method = '', path = 'the call' } = context
  const kind = kindOf(cause, context)
  const reason = kind === 'aborted' || !isRecord(cause) ? '' : cut(cause.message)
  return new ModelRunnerError({
    kind,
    message: `${method} ${path} ${TEXTS[kind]}${reason && ` (${reason})`}.`.trim(),
    maybeSubmitted,
    cause,
  })
}

function kindOf(cause: unknown, { aborted, timedOut }: ExceptionContext): ErrorKind {
  // By name: a DOMException, or an error of another realm, is no instance of this one's Error.
  const name = isRecord(cause) ? String(cause.name) : ''
  if (timedOut || name === 'TimeoutError') return 'timeout'
  if (aborted || name === 'AbortError') return 'aborted'
  // Broken JSON or a mistake in code; everything else that fetch throws is about the connection.
  return /^(Syntax|Reference|Range)Error$/.test(name) ? 'unexpected-response' : 'network'
}
