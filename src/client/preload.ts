import { errorFromResponse } from './errors/from-response.js'
import { createConnection } from './stream/connection.js'
import { lookUp } from './runs/recover.js'
import { createRun } from './runs/create-run.js'
import { followRun } from './runs/follow-run.js'
import { submitExtras } from './runs/submit-extras.js'
import { createUploadRunner } from './uploads/upload-runner.js'

/**
 * Puts what is otherwise fetched apart (errors in full, staying connected, the search for a lost submit, sending files)
 * into the app's own bundle: for apps that must have everything at once, and for tests with fake timers.
 *
 * @example
 * preload()
 */
export function preload(): void {
  void [errorFromResponse, createConnection, lookUp, submitExtras, createRun, followRun, createUploadRunner]
}
