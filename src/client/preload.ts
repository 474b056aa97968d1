import { errorFromResponse } from './errors/from-response.js'
import { createConnection } from './stream/connection.js'
import { recoverSubmit } from './submit/recover-submit.js'
import { submitExtras } from './submit/submit-extras.js'

/**
 * Puts what is otherwise fetched apart (errors in full, staying connected, the search for a lost submit)
 * into the app's own bundle: for apps that must have everything at once, and for tests with fake timers.
 *
 * @example
 * preload()
 */
export function preload(): void {
  void [errorFromResponse, createConnection, recoverSubmit, submitExtras]
}
