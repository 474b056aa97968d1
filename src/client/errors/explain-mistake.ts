import { adviceFor } from '../../shared/developer-advice.js'
import type { ErrorKind, ModelRunnerError } from './model-runner-error.js'

const MISTAKES: readonly ErrorKind[] = ['proxy', 'unauthorized', 'forbidden']
const reported = new Set<string>()

/**
 * Prints what is wrong in the app's setup, once per cause: the notice may be hidden or replaced. In development alone;
 * tests and production stay silent.
 */
export function reportMistake(error: ModelRunnerError): void {
  if (process.env.NODE_ENV !== 'development' || !MISTAKES.includes(error.kind)) return
  const cause = `${error.kind} ${error.status}`
  if (reported.has(cause)) return
  reported.add(cause)
  const page = `https://cdn.jsdelivr.net/npm/modelrunner-react/docs/errors/${error.kind}.md`
  // eslint-disable-next-line no-console -- the developer's own console
  console.error(`modelrunner-react: ${[error.message, adviceFor(error), page].filter(Boolean).join('\n')}`)
}
