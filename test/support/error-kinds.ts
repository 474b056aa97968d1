import type { ErrorKind } from '../../src/client/errors/model-runner-error.js'

/** Exhaustive by its type: a new kind does not compile before it stands here. */
const KINDS: Record<ErrorKind, true> = {
  validation: true,
  unauthorized: true,
  'insufficient-balance': true,
  forbidden: true,
  'not-found': true,
  conflict: true,
  'too-large': true,
  'invalid-output': true,
  'generation-failed': true,
  'rate-limited': true,
  server: true,
  network: true,
  timeout: true,
  aborted: true,
  proxy: true,
  'unexpected-response': true,
  'upload-rejected': true,
  'upload-failed': true,
}

/** Every kind of error there is. */
export const errorKinds = Object.keys(KINDS) as ErrorKind[]
