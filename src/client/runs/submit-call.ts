import { isEndpointId } from '../../protocol/hosts.js'
import { CLIENT_ID_KEY } from '../../protocol/headers.js'
import { queueEnvelopeShape } from '../../protocol/queue-envelope.js'
import { ModelRunnerError } from '../errors/model-runner-error.js'
import { isBlob } from '../is-blob.js'
import type { Call } from '../transport/transport.js'
import type { Job } from './run-state.js'

/** What options add is loaded separately: most submits have none. */
const loadExtras = () => import('./submit-extras.js')

/** A fresh client id of 128 random bits; also where the page is not a secure context and `randomUUID` is missing. */
export function makeClientId(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (word) =>
    word.toString(36).padStart(7, '0'),
  ).join('')
}

/**
 * Whether an input holds a File or Blob anywhere, and so must be uploaded before it can be sent. Throws a ModelRunnerError
 * for what JSON cannot hold: it would be left out or turned into `{}`, and the run paid for all the same.
 */
export function checkInput(input: unknown): boolean {
  let hasFiles = false
  const parents: unknown[] = []

  function visit(value: unknown, path: (string | number)[]): void {
    if (isBlob(value)) {
      hasFiles = true
      return
    }
    const tag = {}.toString.call(value).slice(8, -1)
    const isList = /^(Array|FileList)$/.test(tag)
    if (
      !(path.length ? /^(Array|FileList|Object|String|Boolean|Null|Undefined|Number)$/ : /^Object$/).test(
        tag,
      ) &&
      typeof (value as Date).toJSON !== 'function'
    )
      throw refuse(path, `is a ${tag}`)
    if (typeof value === 'number' && !Number.isFinite(value)) throw refuse(path, `is ${value}`)
    if (tag !== 'Object' && !isList) return
    if (parents.includes(value)) throw refuse(path, 'holds itself')
    parents.push(value)
    for (const [key, entry] of Object.entries(value as object)) visit(entry, [...path, isList ? +key : key])
    parents.pop()
  }

  try {
    visit(input, [])
  } catch (cause) {
    // A getter that throws, or nesting without end.
    throw cause instanceof ModelRunnerError ? cause : refuse([], `cannot be read (${String(cause)})`)
  }
  return hasFiles
}

function refuse(path: (string | number)[], why: string): ModelRunnerError {
  const advice =
    process.env.NODE_ENV !== 'production'
      ? ' Give an object of what JSON can hold, and files: submit({ prompt }). See docs/errors/validation.md'
      : ''
  return invalid(`${['input', ...path].join('.')} ${why} and cannot be sent.${advice}`, path)
}

function invalid(message: string, path?: (string | number)[]): ModelRunnerError {
  return new ModelRunnerError({
    kind: 'validation',
    message,
    fieldErrors: path?.length ? [{ path, message }] : [],
  })
}

/** The submit as a call, or a clear error before anything is sent. */
export async function buildSubmit({
  endpoint,
  input,
  options,
  clientId,
}: Pick<Job, 'endpoint' | 'input' | 'options' | 'clientId'>): Promise<Call> {
  const { exactlyOnce = true, concurrent: _, ...extra } = options
  if (!isEndpointId(endpoint)) {
    const advice =
      process.env.NODE_ENV !== 'production'
        ? ' Each is of letters, digits, ".", "_" and "-", as in "bytedance/sdxl-lightning-4step". See docs/errors/validation.md'
        : ''
    throw invalid(`"${endpoint}" is no endpoint id: owner/alias.${advice}`)
  }
  const body = { ...(input as Record<string, unknown>) }
  const hasExtras = Object.values(extra).some((value) => value !== undefined && typeof value !== 'function')
  let headers: Call['headers']
  // Untouched where nothing is to be added: `exactlyOnce: false` sends what the caller gave.
  if (hasExtras || (exactlyOnce && body.metadata)) {
    const { submitExtras } = await loadExtras()
    const extras = submitExtras(body.metadata, extra, exactlyOnce ? clientId : undefined)
    Object.assign(body, extras.body)
    headers = extras.headers
  } else if (exactlyOnce) body.metadata = { [CLIENT_ID_KEY]: clientId }
  return {
    host: 'queue',
    path: `/${endpoint}`,
    method: 'POST',
    body,
    headers,
    shape: queueEnvelopeShape,
    // A paid call is repeated only by who can tell whether it arrived.
    retry: false,
  }
}
