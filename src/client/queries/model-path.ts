import { isEndpointId } from '../../protocol/hosts.js'
import { ModelRunnerError } from '../errors/model-runner-error.js'

/** `/models/{endpoint}`; an endpoint that is none is refused before anything is sent. */
export function modelPath(endpoint: string): string {
  if (isEndpointId(endpoint)) return `/models/${endpoint}`
  throw new ModelRunnerError({
    kind: 'validation',
    message: `"${endpoint}" is not an endpoint id. It looks like owner/alias, of letters, digits, dots, dashes and underscores.`,
  })
}
