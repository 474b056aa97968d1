import type { ErrorKind } from '../../client/errors/model-runner-error.js'
import { createParts } from '../internal/create-parts.js'
import type { Retry } from './use-retry.js'

/** The parts of `<ErrorNotice>` with their `data-state`s. */
export interface ErrorNoticeParts {
  root: ErrorKind
  icon: never
  body: never
  /** Title, text and charge: the announced part. */
  message: never
  title: never
  text: never
  charge: never
  fields: never
  field: never
  fieldName: never
  balance: never
  countdown: never
  actions: never
  retry: Retry['state']
  stop: never
  topUp: never
  reference: never
  requestId: never
  copy: 'idle' | 'copied' | 'failed'
  developer: never
  docs: never
  dismiss: never
}

export const { Root, Part } = createParts<ErrorNoticeParts>('error-notice')
