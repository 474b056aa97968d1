import { isEndpointId } from '../../protocol/hosts.js'
import { CLIENT_ID_KEY } from '../../protocol/headers.js'
import { queueEnvelopeShape } from '../../protocol/queue-envelope.js'
import { ModelRunnerError } from '../errors/model-runner-error.js'
import type { Call } from '../transport/transport.js'
import type { SubmitOptions } from './submit-options.js'

/** What options add is fetched apart: most submits have none. */
export const loadExtras = () => import('./submit-extras.js')

/** The submit as a call, or a clear error before anything is sent. */
export async function buildSubmit(
  endpoint: string,
  input: unknown,
  { exactlyOnce = true, concurrent: _, ...options }: SubmitOptions,
  clientId: string,
): Promise<Call> {
  if (!isEndpointId(endpoint)) {
    const advice =
      process.env.NODE_ENV !== 'production'
        ? ' Each is of letters, digits, ".", "_" and "-", as in "bytedance/sdxl-lightning-4step". See docs/errors/validation.md'
        : ''
    throw new ModelRunnerError({
      kind: 'validation',
      message: `"${endpoint}" is no endpoint id: owner/alias.${advice}`,
    })
  }
  const body = { ...(input as Record<string, unknown>) }
  const hasExtras = Object.values(options).some((value) => value !== undefined && typeof value !== 'function')
  let headers: Call['headers']
  // Untouched where nothing is to be added: `exactlyOnce: false` sends what the caller gave.
  if (hasExtras || (exactlyOnce && body.metadata)) {
    const { submitExtras } = await loadExtras()
    const extras = submitExtras(body.metadata, options, exactlyOnce ? clientId : undefined)
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
