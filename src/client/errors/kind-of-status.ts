import type { ErrorKind } from './model-runner-error.js'

const KINDS: Record<number, ErrorKind> = {
  400: 'validation',
  401: 'unauthorized',
  402: 'insufficient-balance',
  403: 'forbidden',
  404: 'not-found',
  // No route of the platform answers these two to this package: what stands in front of it does.
  405: 'proxy',
  408: 'timeout',
  409: 'conflict',
  410: 'not-found',
  412: 'proxy',
  413: 'too-large',
  422: 'generation-failed',
  429: 'rate-limited',
  504: 'timeout',
}

/** The kind of an error by its status alone. A 4xx that the platform does not document is an unexpected response. */
export function kindOfStatus(status: number): ErrorKind {
  return KINDS[status] ?? (status >= 500 ? 'server' : 'unexpected-response')
}
